const PARTS = /\d+|\D+/g
const isNumber = (part: string): boolean => /^\d/.test(part)

/**
 * Orders labels as people number houses: 2 before 10, whatever stands around the digits. Written by hand because the
 * engine of WeChat on Android has no `Intl`, and `localeCompare` without it compares 10 before 2.
 */
export function naturalOrder(a: string, b: string): number {
  const [left, right] = [a.match(PARTS) ?? [], b.match(PARTS) ?? []]
  for (const [index, part] of left.entries()) {
    const other = right[index]
    if (other === undefined) return 1
    if (part === other) continue
    const difference = isNumber(part) && isNumber(other) ? Number(part) - Number(other) : 0
    // Two numbers of the same size differ in the zeros before them.
    return difference !== 0 ? difference : part < other ? -1 : 1
  }
  return left.length - right.length
}
