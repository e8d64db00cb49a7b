// The theory tab: sums, approximation, equivalence. Each begins to compute when the tab is first seen.
import { openApproximation } from './approximation.js'
import { openEquivalence } from './equivalence.js'
import { openSums } from './sums.js'

export function openTheory(): { begin(): void } {
  let parts: readonly { run(): void }[] | undefined
  return {
    begin() {
      if (parts) return
      parts = [openSums(), openApproximation(), openEquivalence()]
      for (const { run } of parts) run()
    },
  }
}
