"""The accounts that this installation has, made from its settings: each channel, and what handlers may know of it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from bot.channel import Limits
from bot.channels.telegram.channel import TelegramChannel
from bot.channels.telegram.render import LIMITS as TELEGRAM
from bot.channels.zalo_bot.channel import ZaloBotChannel
from bot.channels.zalo_bot.render import LIMITS as ZALO_BOT
from bot.channels.zalo_oa.channel import ZaloOAChannel
from bot.channels.zalo_oa.render import LIMITS as ZALO_OA
from bot.channels.zalo_oa.tokens import Tokens
from bot.config import Config
from bot.credentials import StoredTokens
from bot.http import Http
from content.texts import startup as texts
from handlers.world import ChannelFacts

Clock = Callable[[], datetime]
HoldsLease = Callable[[], Awaitable[bool]]
MARGIN = 100  # units below a channel's limit that we stay, since platforms count in ways of their own


def facts_of(config: Config) -> dict[str, ChannelFacts]:
    """Return what handlers may know of each channel that these settings turn on."""
    facts = {"browser": ChannelFacts(texts.BROWSER_LABEL)}
    if config.telegram_token is not None:
        facts["telegram"] = _facts("Telegram", TELEGRAM, pages=False)
    if config.zalo_bot_token is not None:
        facts["zalo_bot"] = _facts("Zalo Bot", ZALO_BOT, pages=config.public_url is not None)
    if config.zalo_oa_app_id:
        facts["zalo_oa"] = _facts("Zalo OA", ZALO_OA, pages=True)
    return facts


def _facts(label: str, limits: Limits, *, pages: bool) -> ChannelFacts:
    return ChannelFacts(
        label, text=limits.text - MARGIN, can_edit=limits.can_edit, has_buttons=limits.buttons > 0, pages=pages,
        window=_span(limits.window_seconds), free=_span(limits.free_seconds), month_most=limits.month_most,
        people_most=limits.people_most,
    )  # fmt: skip


def _span(seconds: int | None) -> timedelta | None:
    return None if seconds is None else timedelta(seconds=seconds)


def make_telegram(config: Config, clock: Clock, holds_lease: HoldsLease | None = None) -> TelegramChannel | None:
    """Return the Telegram channel of these settings; None without a token."""
    if config.telegram_token is None:
        return None
    secret = config.telegram_webhook_secret
    return TelegramChannel(
        config.telegram_token.get_secret_value(),
        clock=clock,
        api_url=config.telegram_api_url,
        mode=config.telegram_mode,
        webhook_secret=secret.get_secret_value() if secret else "",
        public_url=config.public_url or "",
        rate=config.send_rate,
        timeout=config.send_timeout,
        holds_lease=holds_lease,
    )


def make_zalo_bot(config: Config, clock: Clock, holds_lease: HoldsLease | None = None) -> ZaloBotChannel | None:
    """Return the Zalo Bot channel of these settings; None without a token."""
    if config.zalo_bot_token is None:
        return None
    secret = config.zalo_bot_webhook_secret
    return ZaloBotChannel(
        token=config.zalo_bot_token.get_secret_value(),
        clock=clock,
        api_url=config.zalo_bot_api_url,
        mode=config.zalo_bot_mode,
        webhook_secret=secret.get_secret_value() if secret else "",
        public_url=config.public_url or "",
        timeout=config.send_timeout,
        holds_lease=holds_lease,
        file_hosts=_own(config.zalo_bot_api_url, "zalo_bot_api_url"),
    )


def _own(url: str, name: str) -> tuple[str, ...]:
    """Return the host of an API address that is not Zalo's own: whoever runs it may send files from there too."""
    return () if url == Config.model_fields[name].default else (urlsplit(url).hostname or "",)


def make_tokens(config: Config, clock: Clock, store: StoredTokens, me: str) -> Tokens:
    """Return the tokens of the Official Account of these settings."""
    secret, first = config.zalo_oa_app_secret, config.zalo_oa_refresh_token
    return Tokens(
        store=store,
        app_id=config.zalo_oa_app_id,
        app_secret=secret.get_secret_value() if secret else "",
        oauth_url=config.zalo_oauth_url,
        first_refresh_token=first.get_secret_value() if first else "",
        clock=clock,
        me=me,
        http=Http(config.send_timeout),
    )


def make_zalo_oa(config: Config, clock: Clock, tokens: Tokens) -> ZaloOAChannel:
    """Return the channel of the Official Account of these settings."""
    secret = config.zalo_oa_secret_key
    return ZaloOAChannel(
        app_id=config.zalo_oa_app_id,
        secret_key=secret.get_secret_value() if secret else "",
        tokens=tokens,
        clock=clock,
        api_url=config.zalo_oa_api_url,
        business_url=config.zalo_oa_business_url,
        rate_per_minute=config.zalo_oa_rate,
        message_api=config.zalo_oa_message_api,
        button_type=config.zalo_oa_button_type,
        timeout=config.send_timeout,
        file_hosts=_own(config.zalo_oa_api_url, "zalo_oa_api_url"),
    )
