import { useState } from 'react'
import { sentenceOf } from '@/platform/error-words'
import { scanCode } from '@/platform/scan-code'
import { Box } from './box'
import { Button } from './button'
import { Sheet } from './sheet'
import { TextField } from './text-field'

interface DoorCodeSheetProps {
  readonly id: string
  /** Where the code hangs. */
  readonly label: string
  readonly help: string
  readonly act: string
  readonly digits: number
  /** The code in what was typed or scanned, if there is one. */
  readonly codeIn: (text: string) => string | undefined
  readonly busy: boolean
  readonly error: Error | null
  /** The person types again: what was refused before is no longer about what stands here. */
  readonly onEdit: () => void
  readonly onSend: (code: string) => void
  readonly onClose: () => void
}

/** 签到: the code that hangs at the door proves that somebody stands there. Typed, or scanned where the phone can. */
export function DoorCodeSheet(props: DoorCodeSheetProps) {
  const { id, label, help, act, digits, codeIn, busy, error, onEdit, onSend, onClose } = props
  const [code, setCode] = useState('')
  const [tried, setTried] = useState(false)
  const send = (text: string) => {
    setTried(true)
    const found = codeIn(text)
    if (found !== undefined) onSend(found)
  }
  const scan = async () => {
    const text = await scanCode?.()
    if (text === undefined) return
    setCode(codeIn(text) ?? '')
    send(text)
  }
  const missing = tried && codeIn(code) === undefined ? `请填 ${digits} 位数字的签到码` : undefined
  return (
    <Sheet
      open
      title="到了，签到"
      onClose={onClose}
      acts={
        <>
          <Button kind="outline" onTap={onClose}>
            再等等
          </Button>
          <Button busy={busy && '正在签到'} onTap={() => send(code)}>
            {act}
          </Button>
        </>
      }
    >
      <TextField
        id={id}
        label={label}
        kind="digits"
        maxLength={digits}
        value={code}
        onChange={(value) => {
          onEdit()
          setTried(false)
          setCode(value)
        }}
        help={help}
        error={error ? sentenceOf(error) : missing}
      />
      {scanCode !== undefined && (
        <Box className="door-code__scan">
          <Button kind="tint" icon="camera" onTap={() => void scan()}>
            扫签到码
          </Button>
        </Box>
      )}
    </Sheet>
  )
}
