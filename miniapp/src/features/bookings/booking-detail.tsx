import { nameIn } from '@linli/shared/bookings/whom.rules'
import type { BookingView } from '@linli/shared/bookings/bookings.schema'
import { Attachments } from '@/features/notices/attachments'
import { FormList } from '@/features/services/form-list'
import { PaperList } from '@/features/services/paper-list'
import { useGridCard } from '@/features/space/queries'
import { callPhone } from '@/platform/call-phone'
import { pageUrl } from '@/platform/navigate'
import { phoneText } from '@/platform/phone-text'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { InfoList } from '@/ui/info-list'
import { ListRow } from '@/ui/list-row'
import { PageTitle } from '@/ui/page-title'
import { QrCode } from '@/ui/qr-code'
import { SectionTitle } from '@/ui/section-title'
import { StatusPill } from '@/ui/status-pill'
import { Surface } from '@/ui/surface'
import { AnswerList, openQuestions } from './answer-list'
import { bookingSentence, bookingTone, changeText, footOf, inQueue } from './booking-words'
import { CalendarRow } from './calendar-row'
import { OtherTime } from './other-time'
import { RateVisit } from './rate-visit'
import { seriesSentence } from './series-words'
import './bookings.scss'

/** Where it is, and whom to call. */
export function WhereRows({ booking }: { readonly booking: BookingView }) {
  const card = useGridCard().data
  return (
    <Surface label="在哪里">
      <ListRow icon="location" title={booking.place} detail={booking.deskName} />
      {booking.status === 'booked' && <CalendarRow booking={booking} />}
      {card !== undefined && (
        <ListRow
          icon="phone"
          title="打给社区"
          detail={phoneText(card.communityPhone)}
          onTap={() => callPhone(card.communityPhone)}
        />
      )}
    </Surface>
  )
}

/** How it ended: what is missing, or where to go instead, is told once and in full (一次告知); papers to take along. */
function Outcome({ booking }: { readonly booking: BookingView }) {
  const { missing, outcome, documents } = booking
  const isElsewhere = outcome === 'elsewhere'
  return (
    <>
      {documents.length > 0 && (
        <>
          <SectionTitle title="窗口给您的材料" note="点开就能看，可以存下来" />
          <Surface label="窗口给您的材料">
            <Attachments files={documents} />
          </Surface>
        </>
      )}
      {missing !== '' && (
        <>
          <SectionTitle title={isElsewhere ? '到哪里办' : '还缺的材料'} note="一次说全" />
          <Surface padded>
            <Box as="p" className="booking-missing">
              {missing}
            </Box>
            {!isElsewhere && (
              <Button kind="tint" to={pageUrl('/packages/bookings/slot', { code: booking.service.code })}>
                备齐后再约
              </Button>
            )}
          </Surface>
        </>
      )}
    </>
  )
}

/** What the item asked, with what is still open. */
function Answered({ booking: { id, answers, abilities } }: { readonly booking: BookingView }) {
  if (answers.length === 0) return null
  const open = openQuestions(answers)
  const form = pageUrl('/packages/bookings/confirm', { booking: id })
  return (
    <>
      <SectionTitle title="您的回答" note={open > 0 ? `还有 ${open} 个没有填` : undefined} />
      <Surface padded>
        <AnswerList answers={answers} />
        {abilities.answer && (
          <Button kind={open > 0 ? 'main' : 'tint'} to={form}>
            {open > 0 ? '现在填' : '改回答'}
          </Button>
        )}
      </Surface>
    </>
  )
}

/** One booking: when and where, what to bring, until when it can be changed, how it ended. */
export function BookingDetail({ booking }: { readonly booking: BookingView }) {
  const { id, service, status, statusLabel, number, materials, forSelf, forLabel, qr } = booking
  const now = new Date()
  const open = status === 'booked'
  const foot = open || status === 'requested' ? footOf(booking) : '要再办，可以从“办事”里重新约'
  return (
    <>
      <PageTitle
        above={
          <>
            <StatusPill tone={bookingTone(status)}>{statusLabel}</StatusPill>
            <Box as="span" className="booking-number">
              {number}
            </Box>
          </>
        }
        below={forSelf ? undefined : `替${nameIn(forLabel)}预约`}
      >
        {service.label}
      </PageTitle>
      {/* Before the ticket: what stands on that is a time nobody is there. */}
      <OtherTime booking={booking} />
      <Surface padded label="这次预约">
        <Box as="p" className="booking-sentence">
          {bookingSentence(booking, now)}
        </Box>
        {booking.series !== null && (
          <Box as="p" className="booking-change">
            {seriesSentence(booking.series)}
          </Box>
        )}
        {open && changeText(booking, now) !== '' && (
          <Box as="p" className="booking-change">
            {changeText(booking, now)}
          </Box>
        )}
        {open && qr !== null && (
          <Box className="booking-code">
            <QrCode size={qr.size} path={qr.path} label={`预约码，编号 ${number}`} />
            <Box className="booking-code__note">到了给工作人员扫这个码，或者自己签到</Box>
          </Box>
        )}
        {inQueue(status) && (
          <Button kind="tint" to={pageUrl('/packages/bookings/ticket', { id })}>
            看我的排号
          </Button>
        )}
      </Surface>
      {booking.group !== null && (
        <Surface padded label="借活动室">
          <InfoList
            facts={[
              { name: '用途', value: booking.group.purpose },
              { name: '人数', value: `${booking.group.heads} 人` },
              ...(booking.group.organisation === ''
                ? []
                : [{ name: '单位', value: booking.group.organisation }]),
            ]}
          />
        </Surface>
      )}
      <Answered booking={booking} />
      <Outcome booking={booking} />
      <RateVisit booking={booking} />
      {(open || inQueue(status)) && (
        <>
          <PaperList code={service.code} title="要带的材料" materials={materials} />
          <FormList forms={booking.forms} />
        </>
      )}
      <SectionTitle title="在哪里" />
      <WhereRows booking={booking} />
      {foot !== '' && (
        <Box as="p" className="booking-foot">
          {foot}
        </Box>
      )}
    </>
  )
}
