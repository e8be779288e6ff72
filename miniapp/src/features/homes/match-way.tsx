import { useState } from 'react'
import { ApiError } from '@/platform/api-error'
import { sentenceOf } from '@/platform/error-words'
import { forgetEnd } from '@/platform/forget-end'
import { useActor } from '@/platform/session'
import { RoomPicker } from '@/features/space/tree-picker'
import { Banner } from '@/ui/banner'
import { Button } from '@/ui/button'
import { FieldError } from '@/ui/field-error'
import { focusField } from '@/ui/focus'
import { SectionTitle } from '@/ui/section-title'
import { Surface } from '@/ui/surface'
import { TextField } from '@/ui/text-field'
import { useMatch } from './queries'

interface MatchWayProps {
  readonly onDone: (roomLabel: string | null) => void
  /** The office checks instead. */
  readonly onAskOffice: () => void
}

/** 名册: the room, the name, and the phone the person signed in with. */
export function MatchWay({ onDone, onAskOffice }: MatchWayProps) {
  const actor = useActor()
  const [room, setRoom] = useState({ id: '', label: '' })
  const [name, setName] = useState('')
  const [tried, setTried] = useState(false)
  const match = useMatch()
  const failed = match.error instanceof ApiError ? match.error : undefined
  const send = () => {
    setTried(true)
    if (room.id === '') return focusField('roomId')
    if (name.trim() === '') return focusField('name')
    match.mutate({ roomId: room.id, name: name.trim() }, { onSuccess: ({ roomLabel }) => onDone(roomLabel) })
  }
  return (
    <>
      {match.error && failed?.issues.length !== 1 && (
        <Banner kind="alert" act="请社区核对" onAct={onAskOffice}>
          {sentenceOf(match.error)}
        </Banner>
      )}
      <SectionTitle title="您住在哪里" />
      <Surface padded>
        <RoomPicker
          label={room.label}
          onPick={(picked) => {
            forgetEnd(match)
            setRoom(picked)
          }}
        />
        <FieldError id="roomId">{tried && room.id === '' ? '请选一处房屋' : undefined}</FieldError>
      </Surface>
      <Surface padded>
        <TextField
          id="name"
          label="您的姓名"
          maxLength={40}
          value={name}
          help={
            actor?.maskedPhone == null
              ? '要用手机号登录过才能对上'
              : `和登录的手机号 ${actor.maskedPhone} 一起核对，不用再填号码`
          }
          onChange={(value) => {
            forgetEnd(match)
            setName(value)
          }}
          error={
            (tried && name.trim() === '' ? '请填写姓名，和证件上一样' : undefined) ?? failed?.issueAt('name')
          }
          onSubmit={send}
        />
        <Button id="match" busy={match.isPending && '正在核对'} onTap={send}>
          在名册里找
        </Button>
      </Surface>
    </>
  )
}
