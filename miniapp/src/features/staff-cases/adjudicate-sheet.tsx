import { communityParty, isOutside, type Party } from '@linli/shared/opinions/parties'
import type { StaffOpinionView } from '@linli/shared/opinions/workbench.schema'
import { useState } from 'react'
import { ApiError } from '@/platform/api-error'
import { sendForm } from '@/platform/send-form'
import { useDraft } from '@/platform/use-draft'
import { FieldError } from '@/ui/field-error'
import { focusField } from '@/ui/focus'
import { OptionGroup } from '@/ui/option-group'
import { QueryView } from '@/ui/query-view'
import { TextField } from '@/ui/text-field'
import { showToast } from '@/ui/toast'
import { ActSheet } from './act-sheet'
import { copyFault, firstCopy } from './copy-draft'
import { CopyField } from './copy-field'
import { useCaseParties, type useCaseAct } from './queries'

interface AdjudicateSheetProps {
  readonly item: StaffOpinionView
  readonly act: ReturnType<typeof useCaseAct>
  readonly onClose: () => void
}

const MIN = 2

/** Who also works in the office does not find it among the others: here it can be named all the same, and once. */
const withOffice = (parties: readonly Party[]): readonly Party[] =>
  parties.some(({ key }) => key === communityParty.key) ? parties : [communityParty, ...parties]

/** The street decides who does it; an organisation reads the copy that stands here to be checked. */
export function AdjudicateSheet({ item, act, onClose }: AdjudicateSheetProps) {
  const parties = useCaseParties(item.communityId)
  const draft = useDraft(`adjudicate:${item.id}`, { leadKey: '', text: '', copyText: firstCopy(item) })
  const { leadKey, text, copyText } = draft.value
  const [tried, setTried] = useState(false)
  const issues = act.error instanceof ApiError ? act.error : undefined
  const isForOutside = (parties.data?.items ?? []).some((party) => party.key === leadKey && isOutside(party))
  const copyWrong = isForOutside ? copyFault(copyText) : undefined
  const isShort = text.trim().length < MIN
  const send = () => {
    setTried(true)
    if (leadKey === '') return focusField('adjudicate-lead')
    if (copyWrong !== undefined) return focusField('adjudicate-copy')
    if (isShort) return focusField('adjudicate-text')
    sendForm(
      act,
      {
        ...{ event: 'adjudicate', version: item.version, leadKey, text: text.trim() },
        ...(isForOutside && { copyText: copyText.trim() }),
      },
      {
        forget: draft.clear,
        onSuccess: () => {
          onClose()
          showToast('已裁定，由它办到底')
        },
      },
    )
  }
  return (
    <ActSheet
      title="裁定由谁办"
      send="裁定"
      busy={act.isPending}
      error={act.error}
      beside={['leadKey', 'copyText', 'text']}
      onSend={send}
      onClose={onClose}
    >
      <QueryView query={parties}>
        {({ items }) => (
          <OptionGroup
            id="adjudicate-lead"
            label="裁定由谁办"
            options={withOffice(items).map(({ key, label }) => ({ value: key, title: label }))}
            chosen={leadKey === '' ? [] : [leadKey]}
            onChange={([key = '']) => draft.change({ leadKey: key })}
          />
        )}
      </QueryView>
      <FieldError id="adjudicate-lead-fault">
        {tried && leadKey === '' ? '请选择由谁办' : issues?.issueAt('leadKey')}
      </FieldError>
      {isForOutside && (
        <CopyField
          id="adjudicate-copy"
          value={copyText}
          onChange={(value) => draft.change({ copyText: value })}
          error={(tried ? copyWrong : undefined) ?? issues?.issueAt('copyText')}
        />
      )}
      <TextField
        id="adjudicate-text"
        label="裁定的依据"
        help="裁定后由它办到底，不能再退回"
        lines={3}
        maxLength={200}
        value={text}
        onChange={(value) => draft.change({ text: value })}
        error={tried && isShort ? '请写几个字说明' : issues?.issueAt('text')}
      />
    </ActSheet>
  )
}
