// Tabs by the pattern of the ARIA guide: one tab in the order of focus, arrows move between tabs.
import { byId } from './dom.js'

export function openTabs(chosen: (name: string) => void): { choose(name: string): void } {
  const tabs = [...byId('tabs', HTMLElement).querySelectorAll<HTMLButtonElement>('[role=tab]')]
  const nameOf = (tab: HTMLElement): string => tab.id.replace('tab-', '')
  const choose = (name: string): void => {
    const wanted = tabs.find((tab) => nameOf(tab) === name) ?? tabs[0]
    for (const tab of tabs) {
      const on = tab === wanted
      tab.setAttribute('aria-selected', String(on))
      tab.tabIndex = on ? 0 : -1
      byId(`panel-${nameOf(tab)}`, HTMLElement).hidden = !on
    }
    chosen(nameOf(wanted))
  }
  const steps: Readonly<Record<string, (at: number) => number>> = {
    ArrowLeft: (at) => at - 1,
    ArrowRight: (at) => at + 1,
    Home: () => 0,
    End: () => tabs.length - 1,
  }
  for (const [at, tab] of tabs.entries()) {
    tab.addEventListener('click', () => choose(nameOf(tab)))
    tab.addEventListener('keydown', ({ key }) => {
      const step = steps[key]
      if (!step) return
      const next = tabs[(step(at) + tabs.length) % tabs.length]
      choose(nameOf(next))
      next.focus()
    })
  }
  return { choose }
}
