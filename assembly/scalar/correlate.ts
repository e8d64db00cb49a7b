// Class bits to transforms and transforms to distances, one point at a time.

function number(bits: usize, i: usize, shift: i32, table: usize): i32 {
  const half: usize = (load<u8>(bits + i) >> <u8>shift) & 15;
  return <i32>load<i8>(table + half);
}

function at<T>(x: usize, i: usize): usize { return x + 32 * (i / (16 / sizeof<T>())) + sizeof<T>() * (i % (16 / sizeof<T>())); }

function spread<T>(a: usize, b: usize, quarter: usize, shift: i32, table: usize, x: usize): void {
  for (let i: usize = 0; i < quarter; i++) {
    for (let part: usize = 0; part < 4; part++) {
      // part k of the step: sum of x_r (-i)^(r k), at place 0, 2, 1, 3
      const k: usize = part == 1 ? 2 : part == 2 ? 1 : part;
      let re = 0, im = 0;
      for (let r: usize = 0; r < 4; r++) {
        const u = number(a, i + r * quarter, shift, table), v = number(b, i + r * quarter, shift, table);
        const turns = (r * k) & 3;
        re += turns == 0 ? u : turns == 1 ? v : turns == 2 ? -u : -v;
        im += turns == 0 ? v : turns == 1 ? -u : turns == 2 ? -v : u;
      }
      const to = at<T>(x, part * quarter + i);
      store<T>(to, <T>(re << 24)); store<T>(to + 16, <T>(im << 24));
    }
  }
}
export function spread32(a: usize, b: usize, quarter: usize, shift: i32, table: usize, x: usize): void { spread<f32>(a, b, quarter, shift, table, x); }
export function spread64(a: usize, b: usize, quarter: usize, shift: i32, table: usize, x: usize): void { spread<f64>(a, b, quarter, shift, table, x); }

function gather<T>(z: usize, quarter: usize, rest: usize, move: usize, unit: T, step: usize, out: usize): void {
  for (let i: usize = 0; i < quarter; i++) {
    const pa = at<T>(z, i), pc = at<T>(z, quarter + i), pb = at<T>(z, 2 * quarter + i), pd = at<T>(z, 3 * quarter + i);
    const s0r = load<T>(pa) + load<T>(pc), s0i = load<T>(pa + 16) + load<T>(pc + 16), s1r = load<T>(pa) - load<T>(pc), s1i = load<T>(pa + 16) - load<T>(pc + 16);
    const s2r = load<T>(pb) + load<T>(pd), s2i = load<T>(pb + 16) + load<T>(pd + 16), s3r = load<T>(pb) - load<T>(pd), s3i = load<T>(pb + 16) - load<T>(pd + 16);
    put<T>(i, s0r + s2r, s0i + s2i, rest, move, unit, step, out);
    put<T>(quarter + i, s1r - s3i, s1i + s3r, rest, move, unit, step, out);
    put<T>(2 * quarter + i, s0r - s2r, s0i - s2i, rest, move, unit, step, out);
    put<T>(3 * quarter + i, s1r + s3i, s1i - s3r, rest, move, unit, step, out);
  }
}
function put<T>(i: usize, first: T, second: T, rest: usize, move: usize, unit: T, step: usize, out: usize): void {
  if (i >= step) return;
  const lane: usize = 4 * (i & 3), a = rest + (move ? 4 * i : lane), b = rest + (move ? 4 * (step + i) : lane);
  store<u32>(out + 4 * i, <u32>nearest<T>(<T>load<u32>(a) * unit - first));
  store<u32>(out + 4 * (step + i), <u32>nearest<T>(<T>load<u32>(b) * unit - second));
}
export function gather32(z: usize, quarter: usize, rest: usize, move: usize, unit: f32, step: usize, out: usize): void { gather<f32>(z, quarter, rest, move, unit, step, out); }
export function gather64(z: usize, quarter: usize, rest: usize, move: usize, unit: f64, step: usize, out: usize): void { gather<f64>(z, quarter, rest, move, unit, step, out); }

export function windowRest(bits: usize, m: usize, count: usize, table: usize, total: i32, out: usize): void {
  for (let i: usize = 0; i < count; i++) {
    let rest = total;
    for (let j: usize = 0; j < m; j++) rest -= number(bits, i + j, 0, table);
    store<i32>(out + 4 * i, rest);
  }
}

export function sameWeight(bits: usize, count: usize, table: usize): bool {
  for (let i: usize = 1; i < count; i++) if (number(bits, i, 0, table) != number(bits, 0, 0, table)) return false;
  return true;
}

export function energy(bits: usize, count: usize, shift: i32, table: usize): f64 {
  let sum: f64 = 0;
  for (let i: usize = 0; i < ((count + 15) & ~15); i++) sum += <f64>(number(bits, i, shift, table) * number(bits, i, shift, table));
  return sum;
}

function halves<T>(bits: usize, half: usize, shift: i32, table: usize, x: usize): void {
  for (let i: usize = 0; i < half; i++) {
    const to = at<T>(x, i);
    store<T>(to, <T>number(bits, i, shift, table)); store<T>(to + 16, <T>number(bits, half + i, shift, table));
  }
}
export function halves32(bits: usize, half: usize, shift: i32, table: usize, x: usize): void { halves<f32>(bits, half, shift, table, x); }
export function halves64(bits: usize, half: usize, shift: i32, table: usize, x: usize): void { halves<f64>(bits, half, shift, table, x); }

export function settleHalves32(z: usize, half: usize, rest: usize, move: usize, unit: f32, from: usize, to: usize, out: usize): void {
  for (let i = from; i < to; i++) {
    const value = i < half ? load<f32>(at<f32>(z, i)) : load<f32>(at<f32>(z, i - half) + 16);
    const add = nearest<f32>(<f32>load<u32>(rest + 4 * (move ? i : i & 3)) * unit - value);
    store<i32>(out + 4 * (i - from), load<i32>(out + 4 * (i - from)) + <i32>add);
  }
}
