import { privateMarksIn, withoutPrivateMarks } from '@linli/shared/opinions/public-text.rules'
import type { StaffOpinionView } from '@linli/shared/opinions/workbench.schema'

/** What an organisation reads begins as the resident's words without numbers; a person takes out names and doors. */
export const firstCopy = ({ text, handling }: Pick<StaffOpinionView, 'text' | 'handling'>): string =>
  handling?.copyText || withoutPrivateMarks(text)

/** Why a copy cannot go to an organisation yet. */
export function copyFault(text: string): string | undefined {
  if (text.trim() === '') return '请写明给单位看的内容'
  return privateMarksIn(text).length > 0 ? '里面有电话、证件、车牌或门牌号，请先去掉' : undefined
}
