// The only code that moves the top of memory. Allocation is a bump; release goes back to a mark.

/** Every block starts on a cache line. */
const ALIGN: usize = 64;
/** Readable bytes behind every block: kernels load whole vectors instead of testing for tails. */
const SLACK: usize = 64;

let top: usize = (__heap_base + ALIGN - 1) & ~(ALIGN - 1);

export function mark(): usize {
  return top;
}

/** Start of `bytes` fresh bytes, or 0 when memory cannot grow. In 64 bits, so that a huge request cannot wrap. */
export function alloc(bytes: usize): usize {
  const start = top;
  const end = (<u64>start + <u64>bytes + <u64>SLACK + <u64>ALIGN - 1) & ~(<u64>ALIGN - 1);
  const pages = (end + 0xffff) >> 16;
  const have = <u64>memory.size();
  if (pages > 0xffff) return 0;
  if (pages > have && memory.grow(<i32>(pages - have)) < 0) return 0;
  top = <usize>end;
  return start;
}

export function release(to: usize): void {
  top = to;
}
