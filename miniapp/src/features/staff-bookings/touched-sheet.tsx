import type { DeskBookingView } from '@linli/shared/bookings/hall.schema'
import { useState } from 'react'
import { timeText } from '@/features/bookings/availability'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { OptionGroup } from '@/ui/option-group'
import { SectionTitle } from '@/ui/section-title'
import { Sheet } from '@/ui/sheet'
import './staff-bookings.scss'

interface TouchedSheetProps {
  /** Bookings that the new hours would not offer any more. */
  readonly items: readonly DeskBookingView[]
  readonly busy: boolean
  readonly onClose: () => void
  /** Ids of those for whom another time is looked for; the others are told that theirs is not open. */
  readonly onSave: (propose: string[]) => void
}

const lineOf = ({ startsAt, endsAt, service, forLabel, number }: DeskBookingView) => ({
  title: startsAt === null ? service.label : timeText(startsAt, endsAt, new Date()),
  detail: [service.label, forLabel, number].join('，'),
})

/** Shown before new hours are saved: whom they touch, and what is done for each. */
export function TouchedSheet({ items, busy, onClose, onSave }: TouchedSheetProps) {
  const [chosen, setChosen] = useState<readonly string[]>(() => items.map(({ id }) => id))
  const rest = items.length - chosen.length
  return (
    <Sheet
      open
      title={`有 ${items.length} 个预约在新的时间之外`}
      onClose={onClose}
      acts={
        <>
          <Button kind="outline" onTap={onClose}>
            先不保存
          </Button>
          <Button id="save-touched" busy={busy && '正在保存'} onTap={() => onSave([...chosen])}>
            保存并通知
          </Button>
        </>
      }
    >
      <Box as="p" className="touched__words">
        勾上的，替他留好最近的空时间，居民同意了才改；没勾的，只通知他这个时间不开了。居民没回音前，原来的预约一直在名单里
      </Box>
      <SectionTitle title="替谁找新时间" note={rest === 0 ? '全部' : `${rest} 位只通知`}>
        <Button kind="plain" small onTap={() => setChosen(rest === 0 ? [] : items.map(({ id }) => id))}>
          {rest === 0 ? '都不找' : '全部都找'}
        </Button>
      </SectionTitle>
      <OptionGroup
        id="touched"
        label="替谁找新时间"
        multiple
        options={items.map((item) => ({ value: item.id, ...lineOf(item) }))}
        chosen={chosen}
        onChange={setChosen}
      />
    </Sheet>
  )
}
