// The two modules of kernels, with memory of the same size: what a gate compares. Node only: reads them from build/.
import { existsSync, readFileSync } from 'node:fs'
import type { Kernels } from '../src/wasm/kernels.js'

/** Vector kernels and their scalar twins, with room for `bytes` of data behind what is theirs. */
export function twins(bytes: number): { vector: Kernels; scalar: Kernels } {
  return { vector: load('kernels', bytes), scalar: load('scalar', bytes) }
}

function load(name: string, bytes: number): Kernels {
  const path = new URL(`../build/${name}.wasm`, import.meta.url)
  if (!existsSync(path)) throw new Error(`build/${name}.wasm is missing: run \`npm run build\` first`)
  const kernels = new WebAssembly.Instance(new WebAssembly.Module(readFileSync(path))).exports as unknown as Kernels
  ;(kernels.memory as WebAssembly.Memory).grow(1 + Math.ceil(bytes / 65536))
  return kernels
}
