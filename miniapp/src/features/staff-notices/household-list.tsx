import type { HouseholdState } from '@linli/shared/notices/household.machine'
import type { ReachHouseholdView } from '@linli/shared/notices/notices-reach.schema'
import { momentText } from '@linli/shared/time'
import { useRef, useState } from 'react'
import { sentenceOf } from '@/platform/error-words'
import { randomId } from '@/platform/random-id'
import { Banner } from '@/ui/banner'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { EmptyState } from '@/ui/empty-state'
import { ListRow } from '@/ui/list-row'
import { PagedList } from '@/ui/paged-list'
import { StatusPill, type Tone } from '@/ui/status-pill'
import { Surface } from '@/ui/surface'
import { showToast } from '@/ui/toast'
import { useHouseholds, useRecordVisit } from './queries'

interface HouseholdListProps {
  readonly noticeId: string
  /** Visits are recorded only while the notice stands. */
  readonly live: boolean
  readonly filter: Parameters<typeof useHouseholds>[1]
}

const pills: Record<HouseholdState, { readonly tone: Tone; readonly text: string }> = {
  'not-yet': { tone: 'wait', text: '未读' },
  read: { tone: 'run', text: '只读过' },
  told: { tone: 'done', text: '已上门告知' },
  confirmed: { tone: 'done', text: '已知晓' },
}

type Outcome = 'told' | 'nobody-home'
const nameOf = (roomId: string, outcome: Outcome) => `${roomId} ${outcome}`

/** `2 人，有 80 岁以上老人，没有注册`. */
function aboutText({ persons, aged80, hasAccount, lastVisit }: ReachHouseholdView): string {
  const visit =
    lastVisit === null
      ? ''
      : `${lastVisit.by} ${momentText(new Date(lastVisit.at), new Date())} ${lastVisit.outcome === 'told' ? '已告知' : '去过，没人在家'}`
  return [`${persons} 人`, aged80 && '有 80 岁以上老人', !hasAccount && '没有注册', visit]
    .filter(Boolean)
    .join('，')
}

/** The households behind a figure; those without an account can be ticked off at the door. */
export function HouseholdList({ noticeId, live, filter }: HouseholdListProps) {
  const households = useHouseholds(noticeId, filter)
  const visit = useRecordVisit(noticeId)
  // One key per household and outcome: a second tap after a lost answer is the same visit.
  const keys = useRef(new Map<string, string>())
  const [underWay, setUnderWay] = useState<readonly string[]>([])
  const record = async (roomId: string, outcome: Outcome) => {
    const name = nameOf(roomId, outcome)
    const idempotencyKey = keys.current.get(name) ?? randomId()
    keys.current.set(name, idempotencyKey)
    setUnderWay((known) => [...known, name])
    try {
      // Awaited each by itself: the next household is ticked off while this one is still on its way.
      await visit.mutateAsync({ roomId, outcome, idempotencyKey })
      keys.current.delete(name)
      showToast(outcome === 'told' ? '已记下上门告知' : '已记下没人在家')
    } catch {
      // Said above the list, as `visit.error`; the key stays for the next tap.
    } finally {
      setUnderWay((known) => known.filter((one) => one !== name))
    }
  }
  const busyAt = (roomId: string, outcome: Outcome) => underWay.includes(nameOf(roomId, outcome)) && '正在记'
  return (
    <>
      {visit.error && <Banner kind="alert">{sentenceOf(visit.error)}</Banner>}
      <PagedList
        query={households}
        empty={
          <Surface>
            <EmptyState icon="check">这里没有住户</EmptyState>
          </Surface>
        }
      >
        {(items) => (
          <Surface>
            {items.map((item) => {
              const { tone, text } = pills[item.state]
              const open = live && (item.state === 'not-yet' || item.state === 'read')
              return (
                <ListRow
                  key={item.roomId}
                  title={item.label}
                  actsBelow={open}
                  detail={aboutText(item)}
                  meta={<StatusPill tone={tone}>{text}</StatusPill>}
                  action={
                    open ? (
                      <Box className="visit-acts">
                        <Button
                          kind="tint"
                          small
                          label={`${item.label}，已告知`}
                          busy={busyAt(item.roomId, 'told')}
                          onTap={() => void record(item.roomId, 'told')}
                        >
                          已告知
                        </Button>
                        <Button
                          kind="outline"
                          small
                          label={`${item.label}，没人在家`}
                          busy={busyAt(item.roomId, 'nobody-home')}
                          onTap={() => void record(item.roomId, 'nobody-home')}
                        >
                          没人在家
                        </Button>
                      </Box>
                    ) : undefined
                  }
                />
              )
            })}
          </Surface>
        )}
      </PagedList>
    </>
  )
}
