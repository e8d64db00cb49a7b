// The page: three tabs, each with its own part of the address and of the worker.
import 'uplot/dist/uPlot.min.css'
import './style.css'
import { readAddress, writeAddress } from './address.js'
import { openBenchmark } from './benchmark/index.js'
import { openSearch } from './search/index.js'
import { openTabs } from './tabs.js'
import { openTheory } from './theory/index.js'

const address = readAddress()
const theory = openTheory()
const tabs = openTabs((tab) => {
  if (tab === 'theory') theory.begin()
  writeAddress({ tab })
})
openSearch(address)
openBenchmark()
tabs.choose(address.tab)
// a link to another search that is followed while the page is open
addEventListener('hashchange', () => location.reload())

// once loaded, the page works without a network; a browser that cannot do it loses nothing else
navigator.serviceWorker?.register('offline.js').catch(() => undefined)
