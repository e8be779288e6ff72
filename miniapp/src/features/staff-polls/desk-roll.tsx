import type { DeskLineView } from '@linli/shared/polls/poll-papers.schema'
import type { PollDeskView } from '@linli/shared/polls/poll-desk.schema'
import type { PersonItemView } from '@linli/shared/people/people.schema'
import { useState } from 'react'
import { weightText } from '@/features/polls/poll-words'
import { ActSheet } from '@/features/staff-people/act-sheet'
import { PersonPicker } from '@/features/staff-people/person-picker'
import { ApiError } from '@/platform/api-error'
import { sentenceOf } from '@/platform/error-words'
import { sendForm } from '@/platform/send-form'
import { isAlreadySent, useAttempt } from '@/platform/use-attempt'
import { Banner } from '@/ui/banner'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { EmptyState } from '@/ui/empty-state'
import { ListRow } from '@/ui/list-row'
import { PagedList } from '@/ui/paged-list'
import { SearchField } from '@/ui/search-field'
import { SectionTitle } from '@/ui/section-title'
import { Surface } from '@/ui/surface'
import { TextField } from '@/ui/text-field'
import { showToast } from '@/ui/toast'
import { useDeskRoll, useMandate, useServe } from './queries'
import './staff-polls.scss'

const refusals: Readonly<Record<string, string>> = {
  too_many: '这个人接受的委托已经满了，请换一位',
  staff: '工作人员、网格员、监督和物业的人不能代别人投票',
  on_row: '这一票本来就有他一份，不用委托',
  taken: '这一票已经委托给别人',
  candidate: '候选人不能代别人投票',
}

function refusalOf(error: Error | null): string | undefined {
  if (isAlreadySent(error)) return '刚才那份委托已经登记好了，请回名册看一看'
  if (!(error instanceof ApiError) || error.code !== 'proxy_refused') return undefined
  return refusals[String(error.details['reason'])]
}

function MandateSheet({
  poll,
  line,
  onClose,
}: {
  readonly poll: PollDeskView
  readonly line: DeskLineView
  readonly onClose: () => void
}) {
  const mandate = useMandate(poll.id)
  const attempt = useAttempt(`mandate:${line.rowId}`)
  const [holder, setHolder] = useState<PersonItemView>()
  const [reference, setReference] = useState('')
  const refusal = refusalOf(mandate.error)
  return (
    <ActSheet
      open
      title={`第 ${line.serial} 号委托谁投`}
      act="登记委托"
      busy={mandate.isPending && '正在登记'}
      disabled={holder === undefined || reference.trim() === ''}
      error={refusal === undefined ? mandate.error : null}
      onAct={() =>
        holder &&
        sendForm(
          mandate,
          attempt.begin({ rowId: line.rowId, holderId: holder.id, mandateRef: reference.trim() }),
          {
            attempt,
            onSuccess: () => {
              showToast('已登记，名册上公开写明')
              onClose()
            },
          },
        )
      }
      onClose={onClose}
    >
      {refusal !== undefined && <Banner kind="alert">{refusal}</Banner>}
      要有本人签名的书面委托，只对这一次表决有效。谁代谁投，名册上公开写明。
      <PersonPicker id="mandate-holder" except="" chosen={holder?.id} onPick={setHolder} />
      {holder && <Box className="setup-rule">{`由 ${holder.maskedName} 代投`}</Box>}
      <TextField
        id="mandate-ref"
        label="委托书编号"
        maxLength={60}
        value={reference}
        onChange={setReference}
      />
    </ActSheet>
  )
}

interface DeskRollProps {
  readonly poll: PollDeskView
  /** Where a row is looked for to enter its paper; absent where the list is only read. */
  readonly onPick?: ((line: DeskLineView) => void) | undefined
  readonly picked?: string | undefined
}

/** The roll for the desk: found by number or by how the label begins; it never says who has voted. */
export function DeskRoll({ poll, onPick, picked }: DeskRollProps) {
  const [typed, setTyped] = useState('')
  const [q, setQ] = useState('')
  const [giving, setGiving] = useState<DeskLineView>()
  const roll = useDeskRoll(poll.id, q)
  const serve = useServe(poll.id)
  const mayAct = poll.abilities['desk'] === true && onPick === undefined
  const asksDelivery = poll.checklist.some(({ key }) => key === 'delivery')
  const isBefore = poll.phase === 'roll_published' || poll.phase === 'waiting' || poll.phase === 'open'
  const mayMandate = mayAct && isBefore && poll.draft.setup.proxiesPerHolder > 0
  const actions = (line: DeskLineView) => (
    <Box className="setup-acts">
      {mayAct && asksDelivery && isBefore && !line.served && (
        <Button
          kind="plain"
          label={`第 ${line.serial} 号已送达`}
          onTap={() => serve.mutate([line.rowId], { onSuccess: () => showToast('已登记送达') })}
        >
          已送达
        </Button>
      )}
      {mayMandate && line.mandate === null && (
        <Button kind="plain" label={`第 ${line.serial} 号委托`} onTap={() => setGiving(line)}>
          委托
        </Button>
      )}
    </Box>
  )
  return (
    <>
      <SectionTitle title="名册" note={poll.roll ? `${poll.roll.rows} 行` : undefined} />
      {serve.error && <Banner kind="alert">{sentenceOf(serve.error)}</Banner>}
      <Box className="desk-roll__search">
        <SearchField
          id="desk-roll-search"
          placeholder="名册号，或从小区名写起"
          value={typed}
          onChange={(value) => {
            setTyped(value)
            if (value === '') setQ('')
          }}
          onSubmit={() => setQ(typed.trim())}
        />
      </Box>
      <PagedList
        query={roll}
        empty={
          <Surface>
            {q === '' ? (
              <EmptyState icon="people">名册上还没有人</EmptyState>
            ) : (
              <EmptyState icon="search">没有找到。可以写名册号，或从小区名写起，如“锦和苑3号楼”</EmptyState>
            )}
          </Surface>
        }
      >
        {(lines) => (
          <Surface>
            {lines.map((line) => (
              <ListRow
                key={line.rowId}
                title={`${line.serial} · ${line.label}`}
                detail={[
                  weightText(line),
                  line.mandate && `由${line.mandate}代投`,
                  asksDelivery && (line.served ? '已送达' : '还没有登记送达'),
                ]
                  .filter(Boolean)
                  .join('，')}
                selected={line.rowId === picked}
                onTap={onPick && (() => onPick(line))}
                label={`${line.serial} 号，${line.label}，${weightText(line)}`}
                action={onPick ? undefined : actions(line)}
              />
            ))}
          </Surface>
        )}
      </PagedList>
      {giving && <MandateSheet poll={poll} line={giving} onClose={() => setGiving(undefined)} />}
    </>
  )
}
