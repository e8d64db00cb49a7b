// The memory of kernels.wasm, seen by standing between the library and WebAssembly.Instance: imported before the library is. It only grows.

/** @type {WebAssembly.Memory | undefined} */
let memory
const { Instance } = WebAssembly
WebAssembly.Instance = /** @type {any} */ (
  function (/** @type {WebAssembly.Module} */ module) {
    const instance = new Instance(module)
    memory = /** @type {WebAssembly.Memory} */ (instance.exports.memory)
    return instance
  }
)

/** Bytes so far, after a first call. */
export function kernelBytes() {
  return /** @type {WebAssembly.Memory} */ (memory).buffer.byteLength
}
