import { FormatError } from 'hammingway/formats'

/** What a shell sees: ran, bad data or I/O, wrong usage. */
export const EXIT = { ran: 0, data: 1, usage: 2 } as const
/** Ended by a signal: 128 and its number, as shells have it. */
export const EXIT_OF_SIGNAL = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const

/** The command was called wrongly. */
export class UsageError extends Error {}

const REASONS: Record<string, string> = {
  ENOENT: 'no such file or directory',
  EISDIR: 'is a directory',
  EACCES: 'permission denied',
  EPERM: 'operation not permitted',
  ENOSPC: 'no space left on the device',
  EROFS: 'read-only file system',
  ENOTDIR: 'not a directory',
}

/** One line for people: no stack, no error class. */
export function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const { code, path } = error as NodeJS.ErrnoException
  if (code !== undefined && code in REASONS) return path === undefined ? REASONS[code] : `${path}: ${REASONS[code]}`
  return error.message
}

export function exitCodeOf(error: unknown): number {
  if (error instanceof UsageError) return EXIT.usage
  // wrong arguments that the library noticed; a FormatError is about data
  if (!(error instanceof FormatError) && (error instanceof RangeError || error instanceof TypeError)) return EXIT.usage
  return EXIT.data
}

/** Was the reader of our output gone? Then there is nobody left to tell. */
export function isClosedPipe(error: unknown): boolean {
  return error instanceof Error && ['EPIPE', 'ERR_STREAM_DESTROYED'].includes((error as NodeJS.ErrnoException).code ?? '')
}
