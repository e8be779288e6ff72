import type { BSONRegExp } from 'bson'
import { location } from '../errors'

const POSIX: Record<string, string> = {
  alpha: 'A-Za-z',
  digit: '0-9',
  alnum: 'A-Za-z0-9',
  upper: 'A-Z',
  lower: 'a-z',
  space: '\\t-\\r ',
  word: 'A-Za-z0-9_',
  xdigit: 'A-Fa-f0-9',
  punct: '!-\\/:-@\\[-`\\{-~',
}
const bad = (why: string) => location(51091, `Regular expression is invalid: ${why}`)

/** Rewrites a PCRE pattern for JavaScript's `u` mode; what has no equivalent is refused, never guessed. */
class Translation {
  private at = 0
  private out = ''

  constructor(
    private readonly pattern: string,
    private readonly flags: Set<string>,
  ) {}

  run(): string {
    const inline = /^\(\?([imsx]+)\)/.exec(this.pattern)
    if (inline) {
      for (const flag of inline[1] ?? '') this.flags.add(flag)
      this.at = inline[0].length
    }
    while (this.at < this.pattern.length) this.step()
    return this.out
  }

  private step(): void {
    const rest = this.pattern.slice(this.at)
    const char = rest.charAt(0)
    if (char === '\\') return this.escape(false)
    if (char === '[') return this.characterClass()
    if (this.flags.has('x') && /\s/.test(char)) return this.emit('', 1)
    if (this.flags.has('x') && char === '#') return this.emit('', rest.indexOf('\n') + 1 || rest.length)
    if (char === '$' && !this.flags.has('m')) return this.emit('(?=\\n?(?![\\s\\S]))', 1)
    if (char === '{' && !/^\{\d+(?:,\d*)?\}/.test(rest)) return this.emit('\\{', 1)
    if (char === '{') return this.emit(rest.slice(0, rest.indexOf('}') + 1), rest.indexOf('}') + 1)
    if (char === '}' || char === ']') return this.emit(`\\${char}`, 1)
    if (rest.startsWith('(?P<')) return this.emit('(?<', 4)
    if (/^\(\?(?:[#>|R&+\d(*-]|P[^<]|[imsxJU])/.test(rest) || rest.startsWith('(*')) {
      throw bad(`the group ${rest.slice(0, 4)} is not supported by this embedded server`)
    }
    this.emit(char, 1)
  }

  private emit(text: string, length: number): void {
    this.out += text
    this.at += length
  }

  private escape(inClass: boolean): void {
    const char = this.pattern.charAt(this.at + 1)
    if (char === '') throw bad('\\ at end of pattern')
    const both = this.pattern.slice(this.at, this.at + 2)
    if (char === 's') return this.emit(inClass ? '\\t-\\r ' : '[\\t-\\r ]', 2)
    if (char === 'S' && !inClass) return this.emit('[^\\t-\\r ]', 2)
    if (!inClass && char === 'A') return this.emit('(?<![\\s\\S])', 2)
    if (!inClass && char === 'z') return this.emit('(?![\\s\\S])', 2)
    if (!inClass && char === 'Z') return this.emit('(?=\\n?(?![\\s\\S]))', 2)
    if (char === 'h') return this.emit(inClass ? '\\t ' : '[\\t ]', 2)
    if (char === 'e') return this.emit('\\x1b', 2)
    if (char === 'a') return this.emit('\\x07', 2)
    if (char === 'x') return this.hexadecimal()
    if (/[pP]/.test(char)) return this.property()
    if (/[dDwWnrtfv]/.test(char) || (!inClass && /[bBk1-9]/.test(char))) return this.emit(both, 2)
    if (char === '0') return this.emit('\\0', 2)
    if (inClass && char === 'b') return this.emit('\\b', 2)
    if (/[A-Za-z0-9]/.test(char)) throw bad(`the escape ${both} is not supported by this embedded server`)
    if (/[\^$\\.*+?()[\]{}|/]/.test(char) || (inClass && char === '-')) return this.emit(both, 2)
    const point = String.fromCodePoint(this.pattern.codePointAt(this.at + 1) ?? 0)
    this.emit(point, 1 + point.length)
  }

  private hexadecimal(): void {
    const match = /^\\x(?:\{([0-9a-fA-F]+)\}|([0-9a-fA-F]{1,2}))/.exec(this.pattern.slice(this.at))
    if (!match) throw bad('bad \\x escape')
    this.emit(`\\u{${match[1] ?? match[2] ?? '0'}}`, match[0].length)
  }

  private property(): void {
    const match = /^\\([pP])(?:\{(\^?)(\w+)\}|(\w))/.exec(this.pattern.slice(this.at))
    if (!match) throw bad('malformed \\P or \\p sequence')
    const [all, letter, negated, long, short] = match
    const name = long ?? short ?? ''
    const kind = negated ? (letter === 'p' ? 'P' : 'p') : letter
    this.emit(`\\${kind}{${name.length > 2 ? `Script=${name}` : name}}`, all.length)
  }

  private characterClass(): void {
    this.emit('[', 1)
    if (this.pattern.charAt(this.at) === '^') this.emit('^', 1)
    if (this.pattern.charAt(this.at) === ']') this.emit('\\]', 1)
    for (;;) {
      const char = this.pattern.charAt(this.at)
      if (char === '') throw bad('missing terminating ] for character class')
      if (char === ']') return this.emit(']', 1)
      const posix = /^\[:(\w+):\]/.exec(this.pattern.slice(this.at))
      if (char === '\\') this.escape(true)
      else if (posix) {
        const set = POSIX[posix[1] ?? '']
        if (!set) throw bad('unknown POSIX class name')
        this.emit(set, posix[0].length)
      } else this.emit(char === '[' ? '\\[' : char, 1)
    }
  }
}

const compiled = new Map<string, RegExp>()

/**
 * A JavaScript regular expression for a PCRE pattern and its options (i, m, s, x, u).
 * @throws ServerError 51091 for an invalid pattern, 51108 for an unknown option
 */
export function compileRegex(pattern: string, options: string): RegExp {
  const key = `${options}/${pattern}`
  const known = compiled.get(key)
  if (known) return known
  for (const flag of options) {
    if (!'imsxu'.includes(flag)) throw location(51108, `invalid flag in regex options: ${flag}`)
  }
  if (pattern.includes('\0')) throw location(51109, 'Regular expression cannot contain an embedded null byte')
  const flags = new Set(options)
  const source = new Translation(pattern, flags).run()
  flags.delete('x')
  flags.add('u')
  let regex: RegExp
  try {
    regex = new RegExp(source, [...flags].join(''))
  } catch (error) {
    throw bad(error instanceof Error ? error.message : String(error))
  }
  if (compiled.size > 1000) compiled.clear()
  compiled.set(key, regex)
  return regex
}

/** The pattern and options of a regular expression value. */
export const regexParts = (value: unknown): { pattern: string; options: string } =>
  value instanceof RegExp
    ? { pattern: value.source, options: value.flags }
    : { pattern: (value as BSONRegExp).pattern, options: (value as BSONRegExp).options }
