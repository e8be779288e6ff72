/** What is found under an address: the handler, and the parts of the address its braces stand for. */
export interface Found<T> {
  readonly value: T
  readonly params: Readonly<Record<string, string>>
}

/** Addresses by their parts, each part fixed (`notices`) or a parameter (`{id}`). */
export interface AddressTree<T> {
  /** Throws when the same method and shape of address is already taken. */
  add(method: string, path: string, value: T): void
  /**
   * What answers this method there; else the methods that the address does take (none: it is nobody's). Fixed parts
   * win over parameters, so that `/notices/disclosure` is not the notice called disclosure.
   */
  find(method: string, path: string): Found<T> | { readonly methods: readonly string[] }
}

interface Leaf<T> {
  readonly names: readonly string[]
  readonly value: T
}
interface Branch<T> {
  readonly fixed: Map<string, Branch<T>>
  parameter: Branch<T> | undefined
  readonly leaves: Map<string, Leaf<T>>
}

const branch = <T>(): Branch<T> => ({ fixed: new Map(), parameter: undefined, leaves: new Map() })
const nameOf = (part: string): string | undefined => /^\{(\w+)\}$/.exec(part)?.[1]

/** A part of an address as it was meant; what cannot be decoded stays as it is, for the schema to refuse. */
function decode(part: string): string {
  if (!part.includes('%')) return part
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

/** The cost of a look-up grows with the depth of an address and not with the number of operations. */
export function createAddressTree<T>(): AddressTree<T> {
  const root = branch<T>()

  /** Every branch an address may mean, fixed ones first, with the parts taken for parameters. */
  function reach(
    from: Branch<T>,
    parts: readonly string[],
    at: number,
    taken: readonly string[],
    judge: (end: Branch<T>, taken: readonly string[]) => boolean,
  ): boolean {
    const part = parts[at]
    if (part === undefined) return judge(from, taken)
    const fixed = from.fixed.get(part)
    if (fixed && reach(fixed, parts, at + 1, taken, judge)) return true
    return (
      from.parameter !== undefined &&
      part !== '' &&
      reach(from.parameter, parts, at + 1, [...taken, part], judge)
    )
  }

  return {
    add(method, path, value) {
      let at = root
      const names: string[] = []
      for (const part of path.split('/').slice(1)) {
        const name = nameOf(part)
        if (name === undefined) {
          const next = at.fixed.get(part) ?? branch<T>()
          at.fixed.set(part, next)
          at = next
        } else {
          names.push(name)
          at.parameter ??= branch<T>()
          at = at.parameter
        }
      }
      if (at.leaves.has(method)) throw new Error(`two handlers for ${method} ${path}`)
      at.leaves.set(method, { names, value })
    },

    find(method, path) {
      const parts = path.split('/').slice(1)
      // One slash too many at the end is a slip of the finger and no other address.
      if (parts.at(-1) === '') parts.pop()
      const methods = new Set<string>()
      let found: Found<T> | undefined
      reach(root, parts, 0, [], ({ leaves }, taken) => {
        const leaf = leaves.get(method)
        if (leaf) {
          const { names, value } = leaf
          const params = Object.fromEntries(names.map((name, index) => [name, decode(taken[index] ?? '')]))
          found = { value, params }
          return true
        }
        for (const other of leaves.keys()) methods.add(other)
        return false
      })
      return found ?? { methods: [...methods] }
    },
  }
}
