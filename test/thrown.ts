/** The error of a call; a call that returns is an error itself. */
export function thrown(call: () => unknown): Error & { code?: string } {
  let result: unknown
  try {
    result = call()
  } catch (error) {
    if (error instanceof Error) return error
    throw new Error(`${String(error)} was thrown, which is no Error`, { cause: error })
  }
  throw new Error(`nothing was thrown; the call returned ${String(result)}`)
}
