import type { DeskLineView } from '@linli/shared/polls/poll-papers.schema'
import type { PollDeskView } from '@linli/shared/polls/poll-desk.schema'
import { useState } from 'react'
import { weightText } from '@/features/polls/poll-words'
import { sentenceOf } from '@/platform/error-words'
import { Banner } from '@/ui/banner'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { EmptyState } from '@/ui/empty-state'
import { ListRow } from '@/ui/list-row'
import { PagedList } from '@/ui/paged-list'
import { SearchField } from '@/ui/search-field'
import { SectionTitle } from '@/ui/section-title'
import { Surface } from '@/ui/surface'
import { showToast } from '@/ui/toast'
import { MandateSheet, TakeBackSheet } from './mandate-sheets'
import { useDeskRoll, useServe } from './queries'
import './staff-polls.scss'

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
  const [takingBack, setTakingBack] = useState<DeskLineView>()
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
      {mayMandate && line.mandate !== null && (
        <Button kind="plain" label={`第 ${line.serial} 号收回委托`} onTap={() => setTakingBack(line)}>
          收回委托
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
      {takingBack && <TakeBackSheet poll={poll} line={takingBack} onClose={() => setTakingBack(undefined)} />}
    </>
  )
}
