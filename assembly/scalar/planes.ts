import { letterBits } from "./encode";

/** Bit b of byte i of the plane of class c: is text[b * width + i] outside the class? */
function planes(bits: usize, width: usize, length: usize, to: usize, stride: usize, classes: usize): void {
  const whole = (length + 15) & ~15;
  for (let c: usize = 0; c < classes; c++) {
    for (let i: usize = 0; i < whole; i++) {
      let byte: u32 = 0;
      for (let b: usize = 0; b < 8; b++) {
        const inside = (<u32>load<u8>(bits + b * width + i) >> <u32>c) & 1;
        if (!inside) byte |= 1 << <u32>b;
      }
      store<u8>(to + c * stride + i, <u8>byte);
    }
  }
}

export function planes4(bits: usize, width: usize, length: usize, to: usize, stride: usize): void {
  planes(bits, width, length, to, stride, 4);
}

export function planes8(bits: usize, width: usize, length: usize, to: usize, stride: usize): void {
  planes(bits, width, length, to, stride, 8);
}

export function letterPlanes(text: usize, table: usize, width: usize, length: usize, to: usize, stride: usize): void {
  const whole = (length + 15) & ~15;
  for (let c: usize = 0; c < 4; c++) {
    for (let i: usize = 0; i < whole; i++) {
      let byte: u32 = 0;
      for (let b: usize = 0; b < 8; b++) {
        if (!((letterBits(load<u8>(text + b * width + i), table) >> <u8>c) & 1)) byte |= 1 << <u32>b;
      }
      store<u8>(to + c * stride + i, <u8>byte);
    }
  }
}
