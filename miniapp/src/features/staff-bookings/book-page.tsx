import type { PersonItemView } from '@linli/shared/people/people.schema'
import type { DeskView } from '@linli/shared/bookings/bookings.schema'
import { useState } from 'react'
import { timeText } from '@/features/bookings/availability'
import { PickTime } from '@/features/bookings/pick-time'
import { useSlotChoice } from '@/features/bookings/use-slot-choice'
import { PersonPicker } from '@/features/staff-people/person-picker'
import { StaffConsole } from '@/features/staff-shell/staff-console'
import { useDesk } from '@/features/staff-shell/use-desk'
import { sentenceOf } from '@/platform/error-words'
import { goBack } from '@/platform/navigate'
import { useAttempt } from '@/platform/use-attempt'
import { Banner } from '@/ui/banner'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { EmptyState } from '@/ui/empty-state'
import { PickerField } from '@/ui/picker-field'
import { QueryView } from '@/ui/query-view'
import { SectionTitle } from '@/ui/section-title'
import { Surface } from '@/ui/surface'
import { showToast } from '@/ui/toast'
import { useBookFor, useDesks, useServiceNames } from './queries'
import './staff-bookings.scss'

const TODAY = '/packages/staff-bookings/today'

function BookFor({ desk }: { readonly desk: DeskView }) {
  const book = useBookFor()
  const attempt = useAttempt(`book-for:${desk.id}`)
  const names = useServiceNames(desk.communityId).data?.items ?? []
  const [person, setPerson] = useState<PersonItemView>()
  const [serviceCode, setService] = useState('')
  const choice = useSlotChoice(desk.id, () => book.reset())
  const { slot } = choice
  const missing = [
    person === undefined && '谁来办',
    serviceCode === '' && '办什么',
    slot === undefined && '什么时间',
  ].filter((one) => one !== false)
  const send = () => {
    if (person === undefined || slot === undefined) return
    book.mutate(attempt.begin({ slotId: slot.id, serviceCode, personId: person.id }), {
      onSettled: (_made, error) => attempt.settle(error),
      onSuccess: ({ number }) => {
        showToast(`约好了，编号 ${number}`)
        goBack(TODAY)
      },
    })
  }
  return (
    <>
      <SectionTitle title="谁来办" note={person?.maskedName} />
      <Surface padded>
        <PersonPicker id="book-person" except="" chosen={person?.id} onPick={setPerson} />
      </Surface>
      <SectionTitle title="办什么" />
      <Surface padded>
        <PickerField
          id="book-service"
          label="办什么事"
          kind="list"
          value={serviceCode}
          placeholder="选一项"
          options={names
            .filter(({ code, offered }) => offered && desk.serviceCodes.includes(code))
            .map(({ code, label }) => ({ value: code, label }))}
          onChange={setService}
        />
      </Surface>
      <SectionTitle title="什么时间" />
      <PickTime
        choice={choice}
        none={
          <Surface>
            <EmptyState icon="calendar">最近没有名额，可以请居民现场取号</EmptyState>
          </Surface>
        }
      />
      {book.error && <Banner kind="alert">{`${sentenceOf(book.error)}。您选的还在`}</Banner>}
      <Box className="desk-save">
        <Box>
          {missing.length > 0
            ? `还要选${missing.join('、')}`
            : slot && timeText(slot.startsAt, slot.endsAt, new Date())}
        </Box>
        <Button id="book-for" disabled={missing.length > 0} busy={book.isPending && '正在预约'} onTap={send}>
          替他约好
        </Button>
      </Box>
    </>
  )
}

/** 替人预约: for somebody of the roll who calls or stands there. */
export function BookPage({ deskId }: { readonly deskId: string | undefined }) {
  const { communityId } = useDesk()
  const desks = useDesks(communityId)
  return (
    <StaffConsole title="替人预约" inside current="bookings" backTo={TODAY}>
      <QueryView query={desks}>
        {({ items }) => {
          const desk = items.find(({ id }) => id === deskId) ?? items.find(({ active }) => active)
          return desk === undefined ? (
            <Surface>
              <EmptyState icon="calendar" act="设一个窗口" to="/packages/staff-bookings/schedule">
                还没有预约窗口
              </EmptyState>
            </Surface>
          ) : (
            <BookFor key={desk.id} desk={desk} />
          )
        }}
      </QueryView>
    </StaffConsole>
  )
}
