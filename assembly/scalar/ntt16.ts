// Transforms modulo 12289 one point and one level at a time, with the representatives that the vectors have.

const P: i32 = 12289;

function q15(a: i32, b: i32): i32 { return (a * b + 0x4000) >> 15; }
function times(a: i32, root: usize): i32 { return <i32><i16>(a * load<i16>(root) - q15(a, load<i16>(root, 2)) * P); }
function reduced(a: i32): i32 { return <i32><i16>(a - q15(a, 3) * P); }
function wrapped(a: i32): i32 { return <i32><i16>a; }

/** Root of a block whose splits are within a vector: the nth of its group's seven pairs of vectors, lane by lane. */
const pair: usize = memory.data(4, 4);
function laneRoot(lanes: usize, group: usize, nth: usize, lane: usize): usize {
  store<i16>(pair, load<i16>(lanes + 224 * group + 32 * nth + 2 * lane));
  store<i16>(pair, load<i16>(lanes + 224 * group + 32 * nth + 16 + 2 * lane), 2);
  return pair;
}

/** The root of a block: by number, or of the last three levels by the group of 64 points it stands in. */
function rootOf(block: usize, size: usize, roots: usize, lanes: usize): usize {
  if (size > 8) return roots + 4 * block;
  const inGroup: usize = 8 / size, eighth = block / inGroup, part = block % inGroup;
  return laneRoot(lanes, eighth / 8, inGroup - 1 + part, eighth % 8);
}

/** Points of a block of eight stand in one lane of eight vectors. */
function finished(x: usize, i: usize): usize { return x + 128 * (i / 64) + 16 * (i % 8) + 2 * ((i % 64) / 8); }
function natural(x: usize, i: usize): usize { return x + 2 * i; }

const copy: usize = memory.data(8192, 16);

/** Moves points from one order to the other. */
function turn(x: usize, points: usize, back: bool): void {
  for (let i: usize = 0; i < points; i++) store<i16>(copy + 2 * i, load<i16>(back ? finished(x, i) : natural(x, i)));
  for (let i: usize = 0; i < points; i++) store<i16>(back ? natural(x, i) : finished(x, i), load<i16>(copy + 2 * i));
}

export function spread16(bits: usize, half: usize, number: i32, x: usize): void {
  for (let i: usize = 0; i < half; i++) {
    const a = <i32>load<i8>(bits + i), b = <i32>load<i8>(bits + half + i);
    store<i16>(x + 2 * i, <i16>(<i32><i8>(a + b) * number));
    store<i16>(x + 2 * (half + i), <i16>(<i32><i8>(a - b) * number));
  }
}

export function forward16(x: usize, points: usize, roots: usize, lanes: usize): void {
  let odd = false;
  for (let size = points / 2; size >= 2; size /= 2, odd = !odd) {
    for (let block: usize = 0; block < points / size; block++) {
      for (let i = block * size; i < block * size + size / 2; i++) {
        const a = <i32>load<i16>(x + 2 * i), b = times(load<i16>(x + 2 * i + size), rootOf(block, size, roots, lanes));
        // reduced after every second level and after the last
        const s = wrapped(a + b), d = wrapped(a - b), full = odd || size == 2;
        store<i16>(x + 2 * i, <i16>(full ? reduced(s) : s));
        store<i16>(x + 2 * i + size, <i16>(full ? reduced(d) : d));
      }
    }
  }
  turn(x, points, false);
}

export function product16(x: usize, y: usize, points: usize, z: usize, fresh: bool): void {
  for (let i: usize = 0; i < 2 * points; i += 2) {
    const a = <i32>load<i16>(x + i), b = <i32>load<i16>(y + i), t = min(q15(a, b), 0x7fff);
    const r = wrapped(a * b - (2 * t + q15(t, 21838)) * P);
    store<i16>(z + i, <i16>reduced(wrapped(r + (fresh ? 0 : <i32>load<i16>(z + i)))));
  }
}

export function inverse16(x: usize, points: usize, roots: usize, lanes: usize): void {
  turn(x, points, true);
  for (let size: usize = 2; size <= points / 2; size *= 2) {
    for (let block: usize = 0; block < points / size; block++) {
      for (let i = block * size; i < block * size + size / 2; i++) {
        const a = <i32>load<i16>(x + 2 * i), b = <i32>load<i16>(x + 2 * i + size);
        store<i16>(x + 2 * i, <i16>reduced(wrapped(a + b)));
        store<i16>(x + 2 * i + size, <i16>times(wrapped(a - b), rootOf(block, size, roots, lanes)));
      }
    }
  }
}

export function gather16(x: usize, half: usize, step: usize, out: usize): void {
  for (let i: usize = 0; i < min(step, 2 * half); i++) {
    const at = i % half, a = <i32>load<i16>(x + 2 * at), b = <i32>load<i16>(x + 2 * (half + at));
    const r = reduced(wrapped(i < half ? a + b : a - b));
    store<u32>(out + 4 * i, load<u32>(out + 4 * i) - <u32><u16>(r < 0 ? r + P : r));
  }
}
