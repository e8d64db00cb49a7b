import { expect, test } from 'vitest'
import { bounded, codesOf, distances } from './distances.js'

test('a string is its UTF-16 code units', () => {
  expect([...codesOf('aé€')]).toEqual([97, 233, 8364])
  expect([...codesOf('😀')]).toEqual([0xd83d, 0xde00])
  expect([...codesOf(Uint8Array.of(0, 255))]).toEqual([0, 255])
})

test('distances by hand', () => {
  // abab, bab: aba/bab differ in 3, bab/bab in 0
  expect([...distances('abab', 'bab')]).toEqual([3, 0])
  // against issi: miss 3 (s agrees), issi 0, ssis 3 (second s), siss 3 (third), issi 0, ssip 3 (second), sipp 4, ippi 2
  expect([...distances('mississippi', 'issi')]).toEqual([3, 0, 3, 3, 0, 3, 4, 2])
  expect([...distances('aaaa', 'b')]).toEqual([1, 1, 1, 1])
  expect([...distances('ab', 'ab')]).toEqual([0])
  expect([...distances('ab', 'abc')]).toEqual([])
  expect([...distances('', 'a')]).toEqual([])
  expect([...distances([1, 70000, 1], [70000 - 65536, 1])]).toEqual([2, 1])
  expect([...distances('Aa', 'a')]).toEqual([1, 0])
})

test('entries above k are k + 1', () => {
  expect([...bounded(Uint32Array.of(0, 1, 2, 3, 9), 2)]).toEqual([0, 1, 2, 3, 3])
  expect([...bounded(Uint32Array.of(0, 1), 0)]).toEqual([0, 1])
  expect([...bounded(Uint32Array.of(4, 5), 2 ** 40)]).toEqual([4, 5])
})
