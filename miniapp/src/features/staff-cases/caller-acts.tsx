import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '@/platform/api'
import { callPhone } from '@/platform/call-phone'
import { sentenceOf } from '@/platform/error-words'
import { phoneText } from '@/platform/phone-text'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { FieldError } from '@/ui/field-error'
import { FollowCode } from './follow-code'

/** Somebody without an account: to call back (on record), and to give a new code to. */
export function CallerActs({ id }: { readonly id: string }) {
  const caller = useMutation({ mutationFn: () => api.opinions.readCaller({ params: { id } }) })
  const [asking, setAsking] = useState(false)
  const { name, phone } = caller.data ?? { name: null, phone: null }
  return (
    <Box className="caller-acts">
      {caller.data === undefined ? (
        <Button
          kind="tint"
          small
          icon="eye"
          busy={caller.isPending && '正在查看'}
          onTap={() => caller.mutate()}
        >
          看姓名电话
        </Button>
      ) : (
        <Box as="span">{name ?? '没有留姓名'}</Box>
      )}
      {phone !== null && (
        <Button kind="tint" small icon="phone" onTap={() => callPhone(phone)}>
          {`打 ${phoneText(phone)}`}
        </Button>
      )}
      {caller.data !== undefined && phone === null && <Box as="span">没有留电话</Box>}
      <Button kind="tint" small onTap={() => setAsking(true)}>
        给查询码
      </Button>
      {caller.error !== null && <FieldError id="caller">{sentenceOf(caller.error)}</FieldError>}
      {asking && <FollowCode id={id} />}
    </Box>
  )
}
