// From what the letters are, one after the other.
import { bitAt, putBit } from "./bits";

function isOneOf(letters: string, code: u32): bool {
  for (let i = 0; i < letters.length; i++) if (letters.charCodeAt(i) == (code & 0xdf)) return true;
  return false;
}

export function packLetters(text: usize, count: usize, planes: usize, stride: usize): u32 {
  let ambiguous: u32 = 0;
  for (let i: usize = 0; i < ((count + 63) & ~63); i++) {
    const code = <u32>load<u8>(text + i), inside = i < count, several = inside && isOneOf("BDHKMNRSVWY", code);
    putBit(planes, i, (code >> 1) & 1);
    putBit(planes + stride, i, (code >> 2) & 1);
    putBit(planes + 2 * stride, i, u32(!inside || !isOneOf("ACGTU", code)));
    putBit(planes + 3 * stride, i, u32(several));
    ambiguous += u32(several);
  }
  return ambiguous;
}

export function requireLetter(planes: usize, stride: usize, bytes: usize, at: usize, low: u64, high: u64, sites: usize): void {
  for (let i: usize = 0; i < 8 * bytes; i++) {
    const same = bitAt(planes, i + at) == u32(low != 0) && bitAt(planes + stride, i + at) == u32(high != 0) && bitAt(planes + 2 * stride, i + at) == 0;
    if (!same) putBit(sites, i, 0);
  }
}

export function placesOf(sites: usize, a: usize, b: usize, others: usize, q: u64, bytes: usize, places: usize): void {
  for (let i: usize = 0; i < 8 * bytes; i++) {
    let plain: u32 = 0;
    for (let j: usize = 0; j < <usize>q; j++) plain |= 1 - bitAt(others, i + j);
    // 64 bits before sites are zeros
    const ends = bitAt(sites - 8, i + 64 - a) | bitAt(sites - 8, i + 64 - b);
    putBit(places, i, plain & ends);
  }
}
