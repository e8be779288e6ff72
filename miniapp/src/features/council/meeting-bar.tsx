import { DOOR_DIGITS } from '@linli/shared/council/meetings.kinds'
import type { MeetingView } from '@linli/shared/council/meetings.schema'
import { useState } from 'react'
import { sentenceOf } from '@/platform/error-words'
import { forgetEnd } from '@/platform/forget-end'
import { BottomBar } from '@/ui/bottom-bar'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { DoorCodeSheet } from '@/ui/door-code-sheet'
import { showToast } from '@/ui/toast'
import { doorCodeIn } from './meeting-words'
import { useAnswerMeeting, useAttendMeeting } from './meeting-queries'
import './council.scss'

/** Whether the person can do anything about this meeting now. */
export const hasMeetingBar = ({ abilities }: MeetingView): boolean => abilities.answer || abilities.attend

function AttendSheet({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const attend = useAttendMeeting(id)
  return (
    <DoorCodeSheet
      id="door-code"
      label="门口现在的签到码"
      help={`${DOOR_DIGITS} 位数字，在会场门口的屏幕上，一分钟换一次。不方便就请工作人员帮您签到`}
      act="签到"
      digits={DOOR_DIGITS}
      codeIn={doorCodeIn}
      busy={attend.isPending}
      error={attend.error}
      onEdit={() => forgetEnd(attend)}
      onSend={(code) =>
        attend.mutate(code, {
          onSuccess: () => {
            showToast('签到好了，请进')
            onClose()
          },
        })
      }
      onClose={onClose}
    />
  )
}

/** Coming or not, changed as often as one likes until it begins; and being noted as present at the door. */
export function MeetingBar({ meeting }: { readonly meeting: MeetingView }) {
  const { id, abilities, coming } = meeting
  const answer = useAnswerMeeting(id)
  const [attending, setAttending] = useState(false)
  const say = (value: boolean) =>
    answer.mutate(value, { onSuccess: () => showToast(value ? '记下了，等您来' : '记下了，您这次来不了') })
  const busy = (value: boolean) => answer.isPending && answer.variables === value && '正在记下'
  return (
    <BottomBar
      note={answer.error === null ? undefined : sentenceOf(answer.error)}
      stacked={abilities.answer && abilities.attend}
    >
      {abilities.answer && (
        <Box className="meeting-answers">
          <Button kind="outline" pressed={coming === false} busy={busy(false)} onTap={() => say(false)}>
            {coming === false ? '已答复来不了' : '来不了'}
          </Button>
          <Button
            kind={abilities.attend ? 'outline' : 'main'}
            pressed={coming === true}
            busy={busy(true)}
            onTap={() => say(true)}
          >
            {coming === true ? '已答复参加' : '我参加'}
          </Button>
        </Box>
      )}
      {abilities.attend && <Button onTap={() => setAttending(true)}>到了，签到</Button>}
      {attending && <AttendSheet id={id} onClose={() => setAttending(false)} />}
    </BottomBar>
  )
}
