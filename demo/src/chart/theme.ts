// Colours of the charts are those of the style sheet, also after the system changes between light and dark.
import type uPlot from 'uplot'

export type Colour = 'ink' | 'faint' | 'accent' | 'second' | 'area'

export function colour(name: Colour): string {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim()
}

const FONT = '12px system-ui, sans-serif'

/** An axis in the page's colours. */
export function axis(label: string, more: uPlot.Axis = {}): uPlot.Axis {
  return {
    label,
    labelSize: 18,
    labelGap: 0,
    labelFont: FONT,
    font: FONT,
    stroke: () => colour('ink'),
    grid: { stroke: () => colour('faint'), width: 1 },
    ticks: { stroke: () => colour('faint'), width: 1 },
    ...more,
  }
}

/** Calls back when the colours change. */
export function onThemeChange(redraw: () => void): void {
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', redraw)
}

/** Calls back with the width of an element, now and when it changes. */
export function onWidth(of: Element, resized: (width: number) => void): void {
  new ResizeObserver(([{ contentRect }]) => {
    if (contentRect.width > 0) resized(Math.floor(contentRect.width))
  }).observe(of)
}
