export default definePageConfig({
  navigationBarTitleText: '提一个议题',
  enablePageMeta: true,
})
