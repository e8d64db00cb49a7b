/** A run of bases, by its first one and the one behind it. */
export interface Block {
  readonly start: number
  readonly end: number
}

const BASES = [...'TCAG'].map((base) => base.charCodeAt(0))
const N = 78
/** The bit that makes an ASCII letter lower case. */
const CASE = 32

/** The four bases of each byte, the first in the highest bits. */
const quartets = Array.from({ length: 256 }, (_, byte) => [6, 4, 2, 0].map((shift) => BASES[(byte >> shift) & 3]))
const quartetWords = new Uint32Array(Uint8Array.from(quartets.flat()).buffer)

/** Blocks as they are stored, or undefined when they overlap, are out of order or exceed the record. */
export function blockList(starts: Uint32Array, sizes: Uint32Array, size: number): Block[] | undefined {
  const list = Array.from(starts, (start, i) => ({ start, end: start + sizes[i] }))
  const isGood = list.every(({ start, end }, i) => end <= size && (i === 0 || start >= list[i - 1].end))
  return isGood ? list : undefined
}

/** `count` symbols of a record from `start` on, which is a multiple of four. */
export function unpackBases(
  packed: Uint8Array,
  count: number,
  start: number,
  unknown: readonly Block[],
  masked: readonly Block[],
): Uint8Array<ArrayBuffer> {
  const words = new Uint32Array(packed.length)
  for (let i = 0; i < packed.length; i++) words[i] = quartetWords[packed[i]]
  const symbols = new Uint8Array(words.buffer, 0, count)
  for (const [from, to] of overlaps(unknown, start, start + count)) symbols.fill(N, from - start, to - start)
  for (const [from, to] of overlaps(masked, start, start + count)) for (let i = from - start; i < to - start; i++) symbols[i] |= CASE
  return symbols
}

/** What of sorted blocks lies in [from, to). */
function* overlaps(blocks: readonly Block[], from: number, to: number): Generator<[number, number]> {
  let low = 0
  for (let high = blocks.length; low < high;) {
    const middle = (low + high) >> 1
    if (blocks[middle].end <= from) low = middle + 1
    else high = middle
  }
  for (let i = low; i < blocks.length && blocks[i].start < to; i++) {
    if (blocks[i].end > blocks[i].start) yield [Math.max(from, blocks[i].start), Math.min(to, blocks[i].end)]
  }
}
