// The kernels travel as text: every byte must come back, whatever the bytes are.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { textOf } from '../scripts/kernel-text.js'
import { bytesOfText } from '../src/wasm/kernel-text.js'

test('bytes come back', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 600 }), (bytes) => void expect(bytesOfText(textOf(bytes))).toEqual(new Uint8Array(bytes))),
  )
})

test('all of the 256 do, the rare ones as pairs', () => {
  const bytes = Uint8Array.from({ length: 256 }, (_, i) => i)
  expect(bytesOfText(textOf(bytes))).toEqual(bytes)
  expect(textOf(bytes).length).toBe(512 + 88 + 2 * 168)
})

test('the text needs no escape in a literal, nor an encoding', () => {
  const text = textOf(Uint8Array.from({ length: 4096 }, (_, i) => (i * i) >> 4))
  expect(text).toMatch(/^[ !#%&(-[\]-_a-~]+$/)
})
