// A worker hears of a cancelled job between two tasks only, so long work is cut into slices with a task's end between them.
const channel = new MessageChannel()
const waiting: (() => void)[] = []
channel.port1.addEventListener('message', () => waiting.shift()?.())
channel.port1.start()

/** Lets other messages in. A timer would wait for four milliseconds. */
export function pause(): Promise<void> {
  return new Promise((resolve) => {
    waiting.push(resolve)
    channel.port2.postMessage(0)
  })
}

/** A watch that stands still in pauses. */
export interface Watch {
  readonly pause: () => Promise<void>
  /** milliseconds of work */
  elapsed(): number
}

export function startWatch(): Watch {
  let from = performance.now()
  let spent = 0
  return {
    elapsed: () => spent + performance.now() - from,
    async pause() {
      spent += performance.now() - from
      await pause()
      from = performance.now()
    },
  }
}

/** Symbols between two pauses: a fraction of a millisecond of copying. */
const PIECE = 2 ** 20

/** A text in pieces, with a pause before each. */
export async function* inPieces(text: Uint8Array, watch: Watch): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < text.length; from += PIECE) {
    await watch.pause()
    yield text.subarray(from, from + PIECE)
  }
}
