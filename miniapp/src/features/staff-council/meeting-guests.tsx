import type { DeskMeetingView, MeetingGuestView } from '@linli/shared/council/meetings.schema'
import { clockTime } from '@linli/shared/time'
import { useState } from 'react'
import { PersonPicker } from '@/features/staff-people/person-picker'
import { sentenceOf } from '@/platform/error-words'
import { Banner } from '@/ui/banner'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { EmptyState } from '@/ui/empty-state'
import { ListRow } from '@/ui/list-row'
import { PagedList } from '@/ui/paged-list'
import { SectionTitle } from '@/ui/section-title'
import { StatRow } from '@/ui/stat-row'
import { StatTile } from '@/ui/stat-tile'
import { Surface } from '@/ui/surface'
import { useGuests, useTick } from './meeting-queries'

const answerWords = ({ invited, coming }: MeetingGuestView): string => {
  if (!invited) return '没有请，自己来的'
  return coming === null ? '还没有答复' : coming ? '说来' : '说不来'
}
const cameWords = ({ via, cameAt }: MeetingGuestView): string =>
  cameAt === null ? '' : `，${clockTime(new Date(cameAt))} ${via === 'desk' ? '由我们签到' : '扫码签到'}`

/** Who is invited, what they answered, who is here; and the tick for who has no phone. */
export function MeetingGuests({ meeting }: { readonly meeting: DeskMeetingView }) {
  const { id, figures, abilities } = meeting
  const guests = useGuests(id)
  const tick = useTick(id)
  const [adding, setAdding] = useState(false)
  const busy = (personId: string) => tick.isPending && tick.variables.personId === personId && '正在记下'
  return (
    <>
      <SectionTitle title="请了谁，谁到了" />
      <StatRow>
        <StatTile name="请了" count={figures.invited} />
        <StatTile name="说来" count={figures.coming} />
        <StatTile name="说不来" count={figures.notComing} />
        <StatTile name="到会" count={figures.came} />
      </StatRow>
      {tick.error !== null && <Banner kind="alert">{sentenceOf(tick.error)}</Banner>}
      <PagedList
        query={guests}
        empty={
          <Surface>
            <EmptyState icon="people">还没有请人，也没有人签到</EmptyState>
          </Surface>
        }
      >
        {(items) => (
          <Surface>
            {items.map((guest) => (
              <ListRow
                key={guest.personId}
                icon={guest.cameAt === null ? 'people' : 'check'}
                title={guest.label}
                detail={`${answerWords(guest)}${cameWords(guest)}`}
                action={
                  abilities.tick && guest.via !== 'scan' ? (
                    <Button
                      small
                      kind={guest.cameAt === null ? 'tint' : 'plain'}
                      busy={busy(guest.personId)}
                      label={`${guest.cameAt === null ? '替他签到' : '取消签到'}：${guest.label}`}
                      onTap={() => tick.mutate({ personId: guest.personId, came: guest.cameAt === null })}
                    >
                      {guest.cameAt === null ? '替他签到' : '取消签到'}
                    </Button>
                  ) : undefined
                }
              />
            ))}
          </Surface>
        )}
      </PagedList>
      {abilities.tick &&
        (adding ? (
          <Surface padded label="没有请的人来了">
            <PersonPicker
              id="meeting-walk-in"
              except=""
              chosen={undefined}
              onPick={(item) =>
                tick.mutate({ personId: item.id, came: true }, { onSuccess: () => setAdding(false) })
              }
            />
          </Surface>
        ) : (
          <Box className="staff-council__acts">
            <Button kind="tint" small icon="plus" onTap={() => setAdding(true)}>
              没有请的人来了，替他签到
            </Button>
          </Box>
        ))}
    </>
  )
}
