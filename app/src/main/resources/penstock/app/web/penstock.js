// What htmx alone does not do: keep a growing log in view and its page small, not to disturb who reads, and to say what changed.
(function () {
  'use strict'
  var MOST_LINES = 5000

  function atEnd () {
    return window.innerHeight + window.scrollY >= document.documentElement.scrollHeight - 80
  }

  // A part is not replaced under the hands of somebody who is in it with the keyboard or selects text; the next change comes soon.
  document.addEventListener('htmx:beforeSwap', function (event) {
    var target = event.detail.target
    var selection = document.getSelection()
    var selecting = selection && !selection.isCollapsed && target.contains(selection.anchorNode)
    if (target.id === 'live' && event.detail.xhr && (selecting || target.contains(document.activeElement))) {
      var ended = event.detail.requestConfig.triggeringEvent && event.detail.requestConfig.triggeringEvent.type === 'sse:end'
      event.detail.shouldSwap = Boolean(ended)
    }
  })

  document.addEventListener('htmx:afterSettle', function () {
    var live = document.getElementById('live')
    var said = document.getElementById('said')
    if (live && said && live.dataset.said !== said.textContent) {
      said.textContent = live.dataset.said
    }
  })

  // After a cut connection lines may come a second time: the event's id is the number of its last line.
  var follows = false
  document.addEventListener('htmx:sseBeforeMessage', function (event) {
    var log = document.getElementById('log')
    if (event.detail.type !== 'lines' || !log) {
      return
    }
    if (Number(event.detail.lastEventId) <= Number(log.dataset.last)) {
      event.preventDefault()
      return
    }
    follows = atEnd()
    log.dataset.last = event.detail.lastEventId
  })

  document.addEventListener('htmx:sseMessage', function (event) {
    var log = document.getElementById('log')
    if (event.detail.type !== 'lines' || !log) {
      return
    }
    while (log.children.length > MOST_LINES) {
      log.firstElementChild.remove()
    }
    if (follows) {
      window.scrollTo(0, document.documentElement.scrollHeight)
    }
  })
})()
