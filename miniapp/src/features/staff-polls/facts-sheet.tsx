import type { PollDeskView, PollFactsView } from '@linli/shared/polls/poll-desk.schema'
import { cityPackOf } from '@linli/shared/polls/city-packs'
import { deliveryText } from '@linli/shared/polls/preparation.rules'
import { useState } from 'react'
import { ActSheet } from '@/features/staff-people/act-sheet'
import { ApiError } from '@/platform/api-error'
import { CheckLine } from '@/ui/check-line'
import { PickerField } from '@/ui/picker-field'
import { TextField } from '@/ui/text-field'
import { showToast } from '@/ui/toast'
import { useSaveFacts } from './queries'

/** What has been done around the poll; the checklist is judged by it. Only what this poll asks for is shown. */
export function FactsSheet({ poll, onClose }: { readonly poll: PollDeskView; readonly onClose: () => void }) {
  const save = useSaveFacts(poll.id)
  const [facts, setFacts] = useState<PollFactsView>(poll.facts)
  const change = (part: Partial<PollFactsView>) => setFacts((known) => ({ ...known, ...part }))
  const asks = (key: string) => poll.checklist.some((item) => item.key === key)
  const issue = (path: string) => (save.error instanceof ApiError ? save.error.issueAt(path) : undefined)
  return (
    <ActSheet
      open
      title="登记准备情况"
      act="记下"
      busy={save.isPending && '正在记下'}
      error={save.error}
      onAct={() =>
        save.mutate(
          {
            ...facts,
            attendanceRule: facts.attendanceRule.trim(),
            authorisation: facts.authorisation.trim(),
            paperPlace: facts.paperPlace.trim(),
            version: poll.version,
          },
          {
            onSuccess: () => {
              showToast('已经记下')
              onClose()
            },
          },
        )
      }
      onClose={onClose}
    >
      <PickerField
        id="facts-notice"
        label="通知发布的日子"
        kind="date"
        optional
        value={facts.noticeDay ?? ''}
        onChange={(noticeDay) => change({ noticeDay })}
        error={issue('noticeDay')}
      />
      {asks('party_study') && (
        <PickerField
          id="facts-party"
          label="社区党组织研究的日子"
          kind="date"
          value={facts.partyStudyOn ?? ''}
          onChange={(partyStudyOn) => change({ partyStudyOn })}
          error={issue('partyStudyOn')}
        />
      )}
      {asks('composition') && (
        <TextField
          id="facts-committee"
          label="名册里有几位居委会成员"
          kind="digits"
          maxLength={3}
          value={facts.committeeMembers === null ? '' : String(facts.committeeMembers)}
          onChange={(typed) =>
            change({ committeeMembers: /^\d+$/.test(typed.trim()) ? Number(typed.trim()) : null })
          }
          error={issue('committeeMembers')}
        />
      )}
      {asks('attendance_rule') && (
        <TextField
          id="facts-attendance"
          label="依据哪条规则，投票算作到会"
          maxLength={100}
          value={facts.attendanceRule}
          onChange={(attendanceRule) => change({ attendanceRule })}
          error={issue('attendanceRule')}
        />
      )}
      {asks('authorisation') && (
        <TextField
          id="facts-authorisation"
          label="哪一次居民会议授权代表会议决定"
          maxLength={100}
          value={facts.authorisation}
          onChange={(authorisation) => change({ authorisation })}
          error={issue('authorisation')}
        />
      )}
      {asks('filing') && (
        <CheckLine
          id="facts-filing"
          title="通过后由社区报街道备案"
          checked={facts.willBeFiled}
          onChange={(willBeFiled) => change({ willBeFiled })}
        />
      )}
      <TextField
        id="facts-paper"
        label="在哪里领纸票"
        optional={!asks('paper')}
        maxLength={100}
        value={facts.paperPlace}
        onChange={(paperPlace) => change({ paperPlace })}
        error={issue('paperPlace')}
      />
      {asks('delivery') && (
        <CheckLine
          id="facts-delivery"
          title={deliveryText(cityPackOf(poll.draft.setup.cityId) ?? { undeliverableNoticeDays: null })}
          checked={facts.deliveryKept}
          onChange={(deliveryKept) => change({ deliveryKept })}
        />
      )}
    </ActSheet>
  )
}
