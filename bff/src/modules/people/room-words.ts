import { labelKey } from '@linli/shared/space/space.names'

const numbersIn = (text: string): string => (text.normalize('NFKC').match(/\d+/g) ?? []).join('-')

/**
 * Whether somebody means a room by what was typed: the whole label, or its line of numbers (`3-2-501`, `3号楼2单元501`).
 * The room number alone is too little: every building has a 501.
 */
export function saysRoom(typed: string, label: string): boolean {
  if (labelKey(typed) === labelKey(label)) return true
  const said = numbersIn(typed)
  const words = labelKey(typed).replaceAll(/[\d\-号楼栋幢单元室房]/g, '')
  return said.includes('-') && said === numbersIn(label) && labelKey(label).startsWith(words)
}
