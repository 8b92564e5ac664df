"""The finest members of a dimension: what lies in the same members is told apart by nothing."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from hotspots.model.disclosure import Dimension, Member

Atom = frozenset[Member]


@dataclass(frozen=True)
class Atoms:
    """The atoms of a dimension, each as the members that it lies in, and every member."""

    name: str
    atoms: tuple[Atom, ...]
    members: tuple[Member, ...]

    @property
    def dimension(self) -> Dimension:
        """Return the dimension, whose finest members are the atoms in their order."""
        return Dimension(
            self.name,
            tuple(map(atom_name, self.atoms)),
            {
                member: frozenset(
                    number for number, atom in enumerate(self.atoms) if member in atom
                )
                for member in self.members
            },
        )


def atoms_of(name: str, atoms: Iterable[Atom], members: Collection[Member]) -> Atoms:
    """Return atoms once each, in the order of their names, reduced to the members of interest."""
    wanted = frozenset(members)
    reduced = {atom & wanted for atom in atoms}
    return Atoms(name, tuple(sorted(reduced, key=atom_name)), tuple(sorted(wanted)))


def atom_name(atom: Atom) -> str:
    """Return the members of an atom as a text; of what lies in none, a dash."""
    return " + ".join(f"{member.level}:{member.code}" for member in sorted(atom)) or "–"
