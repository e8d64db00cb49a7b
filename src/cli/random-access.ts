// Bytes at any place of a file or of a remote one, also of what BGZF packs.
import { readFile, stat } from 'node:fs/promises'
import { FormatError } from 'hammingway/formats'

export interface RandomAccess {
  /** `length` bytes from `position` on, counted in what the file unpacks to; fewer where it ends. */
  read(length: number, position: number): Promise<Uint8Array>
}

const GZI_HEADER = 8
const GZI_ENTRY = 16

export function isRemote(path: string): boolean {
  return /^https?:\/\//.test(path)
}

/** Opens a file. One that is packed needs its BGZF index beside it, `<path>.gzi`. */
export async function openRandomAccess(path: string): Promise<RandomAccess> {
  const handle = await handleOf(path)
  const [first, second] = await handle.read(2, 0)
  if (first !== 0x1f || second !== 0x8b) return handle
  const index = `${path}.gzi`
  if (!isRemote(path)) await checkGzi(index)
  const { BgzfFilehandle } = await import('@gmod/bgzf-filehandle')
  const blocks = new BgzfFilehandle({ filehandle: handle, gziFilehandle: await handleOf(index) })
  return {
    read: (length, position) =>
      blocks.read(length, position).catch((cause) => {
        throw new FormatError(`${path}: the BGZF data or its index is damaged, or the index is older than the data (${cause.message})`, {
          cause,
        })
      }),
  }
}

async function handleOf(path: string) {
  const { LocalFile, RemoteFile } = await import('generic-filehandle2')
  return isRemote(path) ? new RemoteFile(path) : new LocalFile(path)
}

/** A file as text, or undefined where there is none. */
export async function readWhole(path: string): Promise<string | undefined> {
  if (isRemote(path)) return (await handleOf(path)).readFile('utf8').catch(() => undefined)
  return readFile(path, 'utf8').catch((error) => {
    if (error.code === 'ENOENT') return undefined
    throw Object.assign(error, { path })
  })
}

/** A number of entries that is not that of the file would be memory asked for. */
async function checkGzi(path: string): Promise<void> {
  const { LocalFile } = await import('generic-filehandle2')
  const { size } = await stat(path).catch((error) => {
    if (error.code !== 'ENOENT') throw error
    throw new FormatError(`${path}: no such file: a region of packed FASTA is found with it (bgzip --reindex makes it)`)
  })
  const header = await new LocalFile(path).read(GZI_HEADER, 0)
  const entries = header.length < GZI_HEADER ? NaN : Number(new DataView(header.buffer, header.byteOffset).getBigUint64(0, true))
  if (size !== GZI_HEADER + GZI_ENTRY * entries) throw new FormatError(`${path}: the index is cut short or is none`)
}
