"""Whose account a folder in nbgrader's exchange belongs to: its name says who handed it in, and may lie.

Everybody can make a folder in the exchange, under any name. The owner of a folder cannot be chosen. nbgrader
itself warns where the owner is not called as the student; but many courses have ids that are no user names,
and many exchanges are copied before they are collected.
"""

import os
from collections import defaultdict
from collections.abc import Iterable

from autograder.intake.platforms import Handed

try:
    import pwd
except ImportError:  # Windows has no such owners
    pwd = None


class Owners:
    """The owners of the folders of one exchange."""

    def __init__(self, handed: Iterable[Handed]):
        handed = [one for one in handed if one.sender and one.owners]
        self._senders: dict[int, set[str]] = defaultdict(set)  # by the owner
        for one in handed:
            for owner in one.owners:
                self._senders[owner].add(one.sender)
        self._accounts = {one.sender: _account(one.sender) for one in handed}
        self._copiers = {0, os.geteuid()} if pwd else set()
        students = set(self._accounts.values())
        if len(self._senders) == 1 and len(self._accounts) > 1:  # somebody who is no student copied it all
            self._copiers |= self._senders.keys() - students
        # By sender, the owners of what arrived first; whose own account is known needs no such guess.
        self._first: dict[str, frozenset[int]] = {}
        for one in sorted(handed, key=lambda one: (not self._is_own(one), one.file.arrived or 0)):
            self._first.setdefault(one.sender, one.owners)
        self._contested = {one.sender for one in handed if self.objection(one)}

    def objection(self, one: Handed) -> str | None:
        """Return why a file is not taken as its sender's; completes the sentence '<path> ...'. Else None."""
        if not one.owners or self._is_own(one):
            return None
        others = one.owners - self._copiers
        account = self._accounts[one.sender]
        impostors = {owner for name, owner in self._accounts.items() if name != one.sender}
        if account is not None or others & impostors or one.owners != self._first[one.sender]:
            return f"says that it is {one.sender}'s, but belongs to {_called(others - {account} or others)}."
        return None

    def note(self, one: Handed) -> str | None:
        """Return what a person should know about a file that is taken, or None."""
        if one.sender in self._contested:
            return f"Somebody else has handed in under the name {one.sender}, too: see below."
        also = set().union(*(self._senders[owner] for owner in one.owners - self._copiers)) - {one.sender}
        if also and not self._is_own(one):
            names = ", ".join(sorted(also))
            return f"It belongs to {_called(one.owners)}, who has also handed in as {names}; look into it."
        return None

    def _is_own(self, one: Handed) -> bool:
        return one.owners <= self._copiers | {self._accounts[one.sender]}


def _account(name: str) -> int | None:
    """Return the number of the user with a name on this machine, or None."""
    try:
        return pwd.getpwnam(name).pw_uid if pwd else None
    except (KeyError, ValueError, UnicodeError):
        return None


def _called(owners: Iterable[int]) -> str:
    names = []
    for owner in sorted(owners):
        try:
            names.append(f"the user {pwd.getpwuid(owner).pw_name}")
        except (KeyError, AttributeError):
            names.append(f"the user with the number {owner}")
    return " and ".join(names)
