/**
 * Runs `run` for the items of a source, up to `ahead` of them at a time, and yields the results in the order of the items. The next item is
 * asked for while results are waited for. The first error ends it; so does whoever stops asking.
 */
export async function* inOrder<T, R>(
  source: AsyncIterable<T> | Iterable<T>,
  ahead: number,
  run: (item: T) => Promise<R>,
): AsyncGenerator<R, void> {
  const items = Symbol.asyncIterator in source ? source[Symbol.asyncIterator]() : source[Symbol.iterator]()
  const results: Promise<R>[] = []
  let asked: Promise<void> | undefined
  let ended = false
  const ask = async (): Promise<void> => {
    const { done, value } = await items.next()
    if (done) ended = true
    else {
      const result = run(value)
      // whoever awaits it gets the error; until then it is not an unhandled one
      result.catch(() => undefined)
      results.push(result)
    }
    asked = undefined
  }
  try {
    for (;;) {
      if (!ended && results.length < ahead) {
        if (!asked) {
          asked = ask()
          // as above
          asked.catch(() => undefined)
        }
        if (results.length === 0) await asked
        else await Promise.race([asked, results[0]])
      }
      if (results.length === 0 && ended) return
      const first = results[0]
      if (first !== undefined && (results.length === ahead || ended || (await isSettled(first)))) {
        results.shift()
        yield await first
      }
    }
  } finally {
    // not awaited: a source that is silent may never answer
    if (!ended) void Promise.resolve(items.return?.()).catch(() => undefined)
  }
}

const PENDING = Symbol('pending')

async function isSettled(promise: Promise<unknown>): Promise<boolean> {
  return (await Promise.race([promise, PENDING]).catch(() => undefined)) !== PENDING
}
