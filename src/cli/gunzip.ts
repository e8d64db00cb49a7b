// Blocks of BGZF data unpacked by the threads of Node, in one step: a stream for each block costs more than the block does.
import { gunzip as gunzipAll } from 'node:zlib'

export function gunzip(packed: Uint8Array, size: number): Promise<Uint8Array> {
  // with room for one byte more than is announced, too many are seen
  const options = { chunkSize: Math.max(64, size + 1), maxOutputLength: size + 1 }
  return new Promise((resolve, reject) => gunzipAll(packed, options, (error, bytes) => (error ? reject(error) : resolve(bytes))))
}
