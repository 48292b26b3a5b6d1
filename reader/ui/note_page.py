"""Chromium's page of a note: our scripts alone run in it, it goes nowhere by itself, and may do next to nothing."""

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtWebEngineCore import QWebEnginePage, QWebEngineProfile, QWebEngineScript, QWebEngineSettings

from reader import paths
from reader.ui.page_source import PAGE

OURS = QWebEngineScript.ScriptWorldId.ApplicationWorld
"""The world of our scripts, of which the page knows nothing."""
_SCRIPTS = ("page.js", "following.js", "peek.js")
_NAME = "page"


class NotePage(QWebEnginePage):
    """A page that goes nowhere by itself: links are told, not followed.  Of its own it has our scripts alone."""

    link_clicked = Signal(str)
    told = Signal(str)
    """Our scripts tell something, in JSON."""

    def __init__(self, profile: QWebEngineProfile, parent: QObject) -> None:
        super().__init__(profile, parent)
        profile.scripts().insert(_script())
        _forbid(self.settings())

    def acceptNavigationRequest(self, url: QUrl, kind: QWebEnginePage.NavigationType, is_main: bool) -> bool:
        """Let in our own page only, and tell of links that were clicked."""
        if kind == QWebEnginePage.NavigationType.NavigationTypeLinkClicked:
            self.link_clicked.emit(address_of(url))
            return False
        return is_main and url.toString() == PAGE

    def javaScriptConsoleMessage(  # noqa: N802
        self, level: QWebEnginePage.JavaScriptConsoleMessageLevel, message: str, line: int, source: str
    ) -> None:
        """Take what our scripts tell; nothing of a note can have their name."""
        if source == f"userscript:{_NAME}" and message.startswith("{"):
            self.told.emit(message)
        else:
            super().javaScriptConsoleMessage(level, message, line, source)

    def createWindow(self, _kind: QWebEnginePage.WebWindowType) -> QWebEnginePage:
        """A middle click on a link opens it like any other."""
        return _NewWindow(self)


class _NewWindow(QWebEnginePage):
    """What a link gets that wants a window of its own: it is handed back to the page it is on."""

    def __init__(self, page: NotePage) -> None:
        super().__init__(page.profile(), page)
        self._opener = page

    def acceptNavigationRequest(self, url: QUrl, _kind: QWebEnginePage.NavigationType, is_main: bool) -> bool:
        """Hand the link back, and go."""
        self.deleteLater()
        return self._opener.acceptNavigationRequest(
            url, QWebEnginePage.NavigationType.NavigationTypeLinkClicked, is_main
        )


def address_of(url: QUrl) -> str:
    """A link's address as the page has it."""
    return url.toString(QUrl.ComponentFormattingOption.FullyEncoded)


def _forbid(settings: QWebEngineSettings) -> None:
    attribute = QWebEngineSettings.WebAttribute
    for each in (
        attribute.JavascriptEnabled,
        attribute.LocalContentCanAccessFileUrls,
        attribute.LocalContentCanAccessRemoteUrls,
        attribute.PluginsEnabled,
        attribute.HyperlinkAuditingEnabled,
        attribute.AutoLoadIconsForPage,
        attribute.DnsPrefetchEnabled,
        attribute.ErrorPageEnabled,
        attribute.NavigateOnDropEnabled,
        attribute.FocusOnNavigationEnabled,
    ):
        settings.setAttribute(each, False)
    settings.setAttribute(attribute.LinksIncludedInFocusChain, True)
    settings.setAttribute(attribute.ScrollAnimatorEnabled, True)


def _script() -> QWebEngineScript:
    script = QWebEngineScript()
    script.setName(_NAME)
    script.setSourceCode("\n".join((paths.resources() / name).read_text("utf-8") for name in _SCRIPTS))
    script.setInjectionPoint(QWebEngineScript.InjectionPoint.DocumentCreation)
    script.setWorldId(OURS)
    return script
