import { mkdir, readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'
import type { Page } from 'playwright-core'

const require = createRequire(__filename)
const output = path.resolve(__dirname, '../../../test-output/browser')
let axeSource: string | undefined

interface AxeNode {
  readonly target: readonly string[]
  readonly failureSummary?: string
}

interface AxeResult {
  readonly violations: readonly {
    readonly id: string
    readonly help: string
    readonly nodes: readonly AxeNode[]
  }[]
}

/**
 * Every accessibility fault axe finds on the page as it is now, one line each; an empty list when there is
 * none. Runs through `evaluate`, which the page's content security policy does not forbid.
 */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  axeSource ??= await readFile(require.resolve('axe-core/axe.min.js'), 'utf8')
  await page.evaluate(axeSource)
  const result = await page.evaluate<AxeResult>(
    `axe.run(document, { resultTypes: ['violations'], rules: { 'color-contrast': { enabled: true } } })`,
  )
  return result.violations.flatMap((violation) =>
    violation.nodes.map(
      (node) =>
        `${violation.id} (${violation.help}) at ${node.target.join(' ')}: ${node.failureSummary ?? ''}`,
    ),
  )
}

/** Keeps a picture of the page as test output. */
export async function keepPicture(page: Page, name: string, fullPage = true): Promise<string> {
  await mkdir(output, { recursive: true })
  const file = path.join(output, `${name}.png`)
  await page.screenshot({ path: file, fullPage, animations: 'disabled' })
  return file
}

/**
 * Is this character drawn as itself? It is compared with the picture of a character no font has, and with
 * an empty one.
 */
export async function drawsGlyph(page: Page, character: string): Promise<boolean> {
  return page.evaluate((text) => {
    const draw = (glyph: string) => {
      const canvas = document.createElement('canvas')
      canvas.width = 40
      canvas.height = 40
      const context = canvas.getContext('2d')
      if (context === null) throw new Error('no 2d canvas')
      context.font = `30px ${getComputedStyle(document.body).fontFamily}`
      context.fillText(glyph, 4, 32)
      return [...context.getImageData(0, 0, 40, 40).data].join()
    }
    const shown = draw(text)
    return shown !== draw('') && shown !== draw('\u{10FFFD}')
  }, character)
}

/** Elements that stick out sideways: a page must never scroll to the right. */
export async function sideways(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth
    const scrollers = (element: Element): boolean => {
      for (let parent = element.parentElement; parent !== null; parent = parent.parentElement) {
        if (/auto|scroll|hidden/.test(getComputedStyle(parent).overflowX) && !parent.matches('.taro_page'))
          return true
      }
      return false
    }
    return [...document.querySelectorAll('body *')]
      .filter((element) => {
        const box = element.getBoundingClientRect()
        return box.width > 0 && box.right > width + 1 && !scrollers(element)
      })
      .map((element) => `${element.tagName.toLowerCase()}.${element.className}`)
  })
}

/** What every page has to stand: no scrolling sideways, nothing axe finds, no exception and no error of the console. */
export async function expectSound(visit: {
  readonly page: Page
  readonly faults: readonly string[]
}): Promise<void> {
  expect(await sideways(visit.page)).toEqual([])
  expect(await accessibilityFaults(visit.page)).toEqual([])
  expect(visit.faults).toEqual([])
}

/** The same, of a page that has come to its end: nothing failed to load, and one heading says where one is. */
export async function expectWhole(visit: {
  readonly page: Page
  readonly faults: readonly string[]
}): Promise<void> {
  expect(await visit.page.locator('.error-block:visible').count()).toBe(0)
  expect(await visit.page.locator('h1:visible').count()).toBe(1)
  await expectSound(visit)
}
