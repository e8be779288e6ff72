export default definePageConfig({
  navigationBarTitleText: '协商',
  enablePageMeta: true,
  enablePullDownRefresh: true,
})
