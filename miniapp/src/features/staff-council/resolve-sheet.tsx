import type { ChainView } from '@linli/shared/council/chain.schema'
import {
  resolutionBases,
  resolutionBasisLabel,
  type ResolutionBasis,
} from '@linli/shared/council/tasks.machine'
import { useState } from 'react'
import { ApiError } from '@/platform/api-error'
import { useResolve } from '@/features/council/chain-queries'
import { ActSheet } from '@/features/staff-people/act-sheet'
import { FieldError } from '@/ui/field-error'
import { OptionGroup } from '@/ui/option-group'
import { PickerField } from '@/ui/picker-field'
import { TextField } from '@/ui/text-field'
import { showToast } from '@/ui/toast'

const SHORTEST = 4
const bases = resolutionBases.map((value) => ({
  value,
  title: resolutionBasisLabel[value],
  detail: value === 'poll' ? '关联的表决公布结果以后' : '不涉及要业主或居民会议表决的事',
}))

/** 公布决议: on what it rests, and its words. It stays public. */
export function ResolveSheet({
  chain,
  onClose,
}: {
  readonly chain: ChainView
  readonly onClose: () => void
}) {
  const resolve = useResolve(chain.id)
  const [basis, setBasis] = useState<ResolutionBasis>(chain.poll === null ? 'deliberation' : 'poll')
  const [text, setText] = useState(chain.motion?.text ?? '')
  const [meetingId, setMeetingId] = useState('')
  const issue = resolve.error instanceof ApiError ? resolve.error : undefined
  return (
    <ActSheet
      open
      title="公布决议"
      act="公布"
      busy={resolve.isPending && '正在公布'}
      disabled={text.trim().length < SHORTEST}
      error={issue !== undefined && issue.issues.length > 0 ? null : resolve.error}
      onAct={() =>
        resolve.mutate(
          { version: chain.version, basis, text: text.trim(), meetingId: meetingId || null, tasks: [] },
          {
            onSuccess: () => {
              showToast('已公布，请安排谁来做、什么时候做好')
              onClose()
            },
          },
        )
      }
      onClose={onClose}
    >
      <OptionGroup
        id="resolution-basis"
        label="依据"
        options={bases}
        chosen={[basis]}
        onChange={([value]) => setBasis(resolutionBases.find((known) => known === value) ?? 'deliberation')}
      />
      {chain.meetings.length > 0 && (
        <PickerField
          id="resolution-meeting"
          label="在哪次会上定的"
          kind="list"
          optional
          value={meetingId}
          options={[
            { value: '', label: '不是在会上定的' },
            ...chain.meetings.map(({ id, title }) => ({ value: id, label: title })),
          ]}
          onChange={setMeetingId}
          error={issue?.issueAt('meetingId')}
        />
      )}
      <FieldError id="basis">{issue?.issueAt('basis')}</FieldError>
      <TextField
        id="resolution-text"
        label="决议"
        help="公布后不能收回，至少公开 15 天"
        lines={5}
        maxLength={2000}
        value={text}
        onChange={setText}
        error={issue?.issueAt('text')}
      />
    </ActSheet>
  )
}
