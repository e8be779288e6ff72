import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'

const root = path.resolve(__dirname, '../..')
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8')

/** Every page that people read in the repository. */
const pages = [
  'README.md',
  'CONTRIBUTING.md',
  'embedded-mongo/README.md',
  ...readdirSync(path.join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => path.posix.join('docs', name.replaceAll(path.sep, '/'))),
]

/** A heading's anchor as the usual pages of a repository make it. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replaceAll(/\s/g, '-')

const withoutCode = (text: string): string => text.replaceAll(/```[^]*?```/g, '')

function anchorsIn(file: string): readonly string[] {
  return [...withoutCode(read(file)).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => anchorOf(heading))
}

/** `[text](place)` and `src="place"`, inside the repository. */
function placesIn(text: string): readonly string[] {
  const found = [...withoutCode(text).matchAll(/\]\(([^)\s]+)\)|(?:src|href)="([^"]+)"/g)]
  return found
    .map(([, link, attribute]) => link ?? attribute ?? '')
    .filter((place) => !/^[a-z]+:/.test(place))
}

function deadLinksOf(page: string): readonly string[] {
  return placesIn(read(page)).filter((place) => {
    const [file = '', anchor] = place.split('#')
    const target = file === '' ? page : path.posix.join(path.posix.dirname(page), file)
    if (!existsSync(path.join(root, target))) return true
    return anchor !== undefined && !anchorsIn(target).includes(decodeURIComponent(anchor))
  })
}

/** Folders whose paths are written in full, in backticks. */
const ROOMS = /^(?:shared|bff|miniapp|embedded-mongo|docs|scripts|deploy)\/[\w./-]+$/
const MADE_LATER = /(?:^|\/)(?:dist|secrets|certs)(?:\/|$)/

function lostPathsOf(page: string): readonly string[] {
  const quoted = [...read(page).matchAll(/`([^`\n]+)`/g)].map(([, code = '']) => code)
  return quoted.filter(
    (code) => ROOMS.test(code) && !MADE_LATER.test(code) && !existsSync(path.join(root, code)),
  )
}

test.each(pages)('%s leads nowhere that is not there', (page) => {
  expect(deadLinksOf(page)).toEqual([])
  expect(lostPathsOf(page)).toEqual([])
})

test('every command that is named exists', () => {
  const { scripts } = JSON.parse(read('package.json')) as {
    readonly scripts: Readonly<Record<string, string>>
  }
  const named = [...pages, '.env.example', 'compose.yaml'].flatMap((file) =>
    [...read(file).matchAll(/npm run ([a-z][\w:-]*)/g)].map(([, name = '']) => name),
  )
  expect(named.length).toBeGreaterThan(20)
  expect(named.filter((name) => !(name in scripts))).toEqual([])
  // Each program that package.json starts is there too.
  const programs = Object.values(scripts).flatMap((line) => /(?:scripts|bff)\/[\w./-]+/.exec(line) ?? [])
  expect(programs.filter((file) => !statSync(path.join(root, file)).isFile())).toEqual([])
})

test('every command in the bundle for images is the one the pages name', () => {
  const named = [...pages, 'compose.yaml'].flatMap((file) =>
    [...read(file).matchAll(/bff\/dist\/command\.js['",\s]+([a-z-]+)/g)].map(([, name = '']) => name),
  )
  const known = read('bff/scripts/command.ts')
  expect(named.length).toBeGreaterThan(1)
  expect(named.filter((name) => !known.includes(`import('./${name}')`))).toEqual([])
})
