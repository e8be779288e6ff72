export default definePageConfig({ navigationBarTitleText: '字号和深浅', enablePageMeta: true })
