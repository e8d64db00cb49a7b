/**
 * What the page may load: its own files, WebAssembly among them, and nothing else. The build writes it into the page; servers that can send it
 * as a header should, since a worker is bound by its own headers only.
 */
export const policy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "img-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ')
