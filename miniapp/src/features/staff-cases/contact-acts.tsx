import { useMutation } from '@tanstack/react-query'
import { api } from '@/platform/api'
import { callPhone } from '@/platform/call-phone'
import { sentenceOf } from '@/platform/error-words'
import { phoneText } from '@/platform/phone-text'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { FieldError } from '@/ui/field-error'

/** Name and phone of somebody who agreed that whoever has the case may know them; each reading is on record. */
export function ContactActs({ id }: { readonly id: string }) {
  const contact = useMutation({ mutationFn: () => api.cases.readContact({ params: { id } }) })
  const { name, phone } = contact.data ?? { name: null, phone: null }
  if (contact.data === undefined)
    return (
      <Box className="caller-acts">
        <Button
          kind="tint"
          small
          icon="eye"
          busy={contact.isPending && '正在查看'}
          onTap={() => contact.mutate()}
        >
          看姓名电话
        </Button>
        {contact.error !== null && <FieldError id="contact">{sentenceOf(contact.error)}</FieldError>}
      </Box>
    )
  return (
    <Box className="caller-acts">
      <Box as="span">{name ?? '没有登记姓名'}</Box>
      {phone === null ? (
        <Box as="span">没有留电话</Box>
      ) : (
        <Button kind="tint" small icon="phone" onTap={() => callPhone(phone)}>
          {`打 ${phoneText(phone)}`}
        </Button>
      )}
    </Box>
  )
}
