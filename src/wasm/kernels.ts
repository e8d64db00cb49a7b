// The typed exports of kernels.wasm. Pointers and lengths are unsigned 32-bit numbers; what each kernel does is said in assembly/.
import { HammingwayError } from '../errors.js'
import { binary } from './binary.generated.js'

export interface Kernels {
  /** a WebAssembly.Memory; said in this way, the types need no library of the browser's */
  readonly memory: { readonly buffer: ArrayBuffer }
  mark(): number
  alloc(bytes: number): number
  release(mark: number): void

  encodeLetters(text: number, count: number, table: number, bits: number): void
  encodeBytes(text: number, count: number, tables: number, bits: number): void
  rank16(text: number, count: number, table: number, codes: number): void
  rank32(text: number, count: number, slots: number, mask: number, codes: number): void

  planes4(bits: number, width: number, length: number, planes: number, stride: number): void
  planes8(bits: number, width: number, length: number, planes: number, stride: number): void

  distances(rows: number, count: number, width: number, out: number, planes: number): void
  addDistances(from: number, count: number, out: number): void

  compare8(rows: number, count: number, shifts: number, out: number): void
  compareBits(rows: number, count: number, shifts: number, out: number): void
  compare16(rows: number, count: number, shifts: number, out: number): void
  compare32(rows: number, count: number, shifts: number, out: number): void
  naiveNumbers(text: number, pattern: number, m: number, shifts: number, out: number): void
  naiveSets(text: number, pattern: number, m: number, shifts: number, out: number): void

  scatter(text: number, count: number, lists: number, matches: number): bigint
  readVisits(): bigint
  mismatchesOf(matches: number, count: number, positions: number, distances: number): void
  lookUp8(text: number, count: number, table: number, to: number): void
  lookUp16(text: number, count: number, table: number, to: number): void
  lookUp32(text: number, count: number, slots: number, mask: number, to: number): void

  // prettier-ignore
  scanFew(rows: number, required: number, count: number, head: number, width: number, shifts: number, k: number, pattern: number, records: number): number
  // prettier-ignore
  scanMany(rows: number, required: number, count: number, head: number, width: number, shifts: number, k: number, pattern: number, records: number, planes: number): number
  readRows(): bigint

  setRoots(byBlock: number, byLane: number, beyond: number, tableBits: number): void
  forward32(x: number, bytes: number): void
  inverse32(x: number, bytes: number): void
  spectrum32(x: number, quarter: number, scale: number): void
  // prettier-ignore
  convolve32(x: number, p: number, stride: number, count: number, z: number, quarter: number, fresh: boolean, finish: boolean): void
  forward64(x: number, bytes: number): void
  inverse64(x: number, bytes: number): void
  spectrum64(x: number, quarter: number, scale: number): void
  // prettier-ignore
  convolve64(x: number, p: number, stride: number, count: number, z: number, quarter: number, fresh: boolean, finish: boolean): void

  spread32(a: number, b: number, quarter: number, shift: number, table: number, x: number): void
  gather32(z: number, quarter: number, rest: number, move: number, unit: number, step: number, out: number): void
  spread64(a: number, b: number, quarter: number, shift: number, table: number, x: number): void
  gather64(z: number, quarter: number, rest: number, move: number, unit: number, step: number, out: number): void
  halves32(bits: number, half: number, shift: number, table: number, x: number): void
  halves64(bits: number, half: number, shift: number, table: number, x: number): void
  splitHalves32(x: number, bytes: number): void
  splitHalves64(x: number, bytes: number): void
  narrow(x: number, bytes: number, scale: number, to: number): void
  multiplyHalves32(x: number, p: number, stride: number, count: number, z: number, bytes: number): void
  // prettier-ignore
  settleHalves32(z: number, half: number, rest: number, move: number, unit: number, from: number, to: number, out: number): void
  windowRest(bits: number, m: number, count: number, table: number, total: number, out: number): void
  sameWeight(bits: number, count: number, table: number): number
  energy(bits: number, count: number, shift: number, table: number): number

  mark16(text: number, count: number, symbol: number, bits: number): void
  mark32(text: number, count: number, symbol: number, bits: number): void
  spread16(bits: number, half: number, value: number, x: number): void
  forward16(x: number, points: number, roots: number, lanes: number): void
  product16(x: number, y: number, points: number, z: number, fresh: boolean): void
  inverse16(x: number, points: number, roots: number, lanes: number): void
  gather16(x: number, half: number, step: number, out: number): void

  collect(distances: number, required: number, shifts: number, k: number, pattern: number, records: number): number
  sortRecords(records: number, count: number, spare: number, bits: number): number
  tally(records: number, count: number, k: number, counts: number): void
  clamp(distances: number, count: number, most: number): void
}

export type KernelName = Exclude<keyof Kernels, 'memory'>

/** The smallest module with a SIMD instruction: (func (result v128) i32.const 0 i8x16.splat). */
const SIMD_PROBE = [0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 8, 1, 6, 0, 65, 0, 253, 15, 11]

let instance: Kernels | undefined

/** The kernels of this thread, compiled at the first call. */
export function kernels(): Kernels {
  return (instance ??= instantiate())
}

function instantiate(): Kernels {
  if (typeof WebAssembly === 'undefined' || !WebAssembly.validate(Uint8Array.from(SIMD_PROBE))) {
    throw new HammingwayError('WASM_UNSUPPORTED', 'WebAssembly with SIMD is needed and this engine does not have it')
  }
  let module: WebAssembly.Module
  try {
    module = new WebAssembly.Module(bytesOf(binary))
  } catch (cause) {
    throw new HammingwayError(
      'WASM_BLOCKED',
      "WebAssembly was refused; a Content-Security-Policy must allow script-src 'wasm-unsafe-eval'",
      { cause },
    )
  }
  return new WebAssembly.Instance(module).exports as unknown as Kernels
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  const characters = atob(base64) // a character a byte
  const bytes = new Uint8Array(characters.length)
  for (let i = 0; i < bytes.length; i++) bytes[i] = characters.charCodeAt(i)
  return bytes
}
