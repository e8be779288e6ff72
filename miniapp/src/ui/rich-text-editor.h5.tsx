import type { Editor } from '@tiptap/core'
import { useEffect, useRef, useState } from 'react'
import { Icon } from './icon'
import type { IconName } from './icon-name'
import type { RichTextEditorProps } from './rich-text-editor.types'
import { Skeleton } from './skeleton'
import './rich-text-editor.scss'

interface Tool {
  readonly name: string
  readonly icon?: IconName
  readonly mark?: string
  readonly active: (editor: Editor) => boolean
  readonly run: (editor: Editor) => void
}

const tools: readonly Tool[] = [
  {
    name: '加粗',
    mark: 'B',
    active: (editor) => editor.isActive('bold'),
    run: (editor) => editor.chain().focus().toggleBold().run(),
  },
  {
    name: '小标题',
    mark: 'H',
    active: (editor) => editor.isActive('heading'),
    run: (editor) => editor.chain().focus().toggleHeading({ level: 3 }).run(),
  },
  {
    name: '列表',
    icon: 'menu',
    active: (editor) => editor.isActive('bulletList'),
    run: (editor) => editor.chain().focus().toggleBulletList().run(),
  },
  {
    name: '编号列表',
    mark: '1.',
    active: (editor) => editor.isActive('orderedList'),
    run: (editor) => editor.chain().focus().toggleOrderedList().run(),
  },
  {
    name: '引用',
    mark: '“',
    active: (editor) => editor.isActive('blockquote'),
    run: (editor) => editor.chain().focus().toggleBlockquote().run(),
  },
  {
    name: '撤销',
    icon: 'undo',
    active: () => false,
    run: (editor) => editor.chain().focus().undo().run(),
  },
]

/** Reading speed of Chinese on a phone, characters per minute; good for an estimate, not for a promise. */
const PER_MINUTE = 300

/** `106 字，读完约 20 秒`. */
export function lengthText(characters: number): string {
  const seconds = Math.max(10, Math.round((characters / PER_MINUTE) * 6) * 10)
  return `${characters} 字，读完约 ${seconds < 60 ? `${seconds} 秒` : `${Math.round(seconds / 60)} 分钟`}`
}

function Toolbar({ editor }: { readonly editor: Editor }) {
  return (
    <div className="rich-editor__tools" role="toolbar" aria-label="排版">
      {tools.map((tool) => (
        <button
          key={tool.name}
          type="button"
          className="rich-editor__tool"
          aria-label={tool.name}
          title={tool.name}
          aria-pressed={tool.active(editor)}
          // A press that took the focus would give it back a frame later: what is typed meanwhile would land beside.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => tool.run(editor)}
        >
          {tool.icon === undefined ? (
            <span className="rich-editor__mark" data-mark={tool.mark} />
          ) : (
            <Icon name={tool.icon} size="s" />
          )}
        </button>
      ))}
      <span className="rich-editor__length">{lengthText(editor.getText().replace(/\s/g, '').length)}</span>
    </div>
  )
}

/** The editor of the web page, loaded when it is needed; its schema refuses foreign markup that is pasted in. */
export function RichTextEditor({ id, label, initialHtml, placeholder, onChange }: RichTextEditorProps) {
  const holder = useRef<HTMLDivElement>(null)
  const [editor, setEditor] = useState<Editor>()
  const [, redraw] = useState(0)
  const latest = useRef(onChange)
  latest.current = onChange
  const first = useRef(initialHtml)
  useEffect(() => {
    let made: Editor | undefined
    let gone = false
    void import('./rich-text-kit').then((kit) => {
      if (gone || holder.current === null) return
      made = new kit.Editor({
        element: holder.current,
        extensions: [
          kit.StarterKit.configure({ heading: { levels: [2, 3] }, codeBlock: false, code: false }),
        ],
        content: first.current,
        editorProps: {
          attributes: {
            id,
            role: 'textbox',
            'aria-multiline': 'true',
            'aria-label': label,
            class: 'rich-text',
          },
        },
        onUpdate: ({ editor: changed }) => latest.current(changed.isEmpty ? '' : changed.getHTML()),
        onTransaction: () => redraw((count) => count + 1),
      })
      setEditor(made)
    })
    return () => {
      gone = true
      made?.destroy()
    }
  }, [id, label])
  return (
    <div className="rich-editor">
      {editor !== undefined && <Toolbar editor={editor} />}
      {editor === undefined && <Skeleton shape="text" rows={2} />}
      <div className="rich-editor__page">
        {editor?.isEmpty && <div className="rich-editor__hint">{placeholder}</div>}
        <div ref={holder} />
      </div>
    </div>
  )
}
