// Distances by their definition: every position at every shift, one pair after the other. No row is slower, and none is simpler to believe.
// Text and pattern are u32 words, and each kernel writes out[0 .. shifts).

/** Words are numbers, which are equal or not. */
export function naiveNumbers(text: usize, pattern: usize, m: usize, shifts: usize, out: usize): void {
  const end = pattern + (m << 2);
  for (const last = text + (shifts << 2); text < last; text += 4, out += 4) {
    let distance: u32 = 0;
    for (let t = text, p = pattern; p < end; t += 4, p += 4) distance += u32(load<u32>(t) != load<u32>(p));
    store<u32>(out, distance);
  }
}

/** Words are sets of classes, those of the pattern of one class each: a position matches where the text's set has it. */
export function naiveSets(text: usize, pattern: usize, m: usize, shifts: usize, out: usize): void {
  const end = pattern + (m << 2);
  for (const last = text + (shifts << 2); text < last; text += 4, out += 4) {
    let distance: u32 = 0;
    for (let t = text, p = pattern; p < end; t += 4, p += 4) distance += u32((load<u32>(t) & load<u32>(p)) == 0);
    store<u32>(out, distance);
  }
}
