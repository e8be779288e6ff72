export default definePageConfig({
  navigationBarTitleText: '办事',
  enablePageMeta: true,
  enablePullDownRefresh: true,
})
