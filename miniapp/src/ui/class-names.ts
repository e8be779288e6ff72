/** Joins the class names that apply: `cls('row', open && 'row--open')`. */
export function cls(...names: readonly (string | false | null | undefined)[]): string {
  return names.filter(Boolean).join(' ')
}
