"""The person's profile: JSON Resume plus `application`, parsed, checked, watched and kept.

schema, application (structs) → parse (checks, versions) → store (the file, last good one kept) and files (uploads);
material (what a written answer may draw on); sample (an invented person).
"""

from fillwright.profile.application import (
    Amount,
    Application,
    Eeo,
    Notice,
    Period,
    Salary,
    Story,
    Unit,
    WorkAuthorization,
)
from fillwright.profile.material import passages, private_values
from fillwright.profile.parse import parse_profile, profile_version
from fillwright.profile.sample import sample_profile
from fillwright.profile.schema import (
    Award,
    Basics,
    Certificate,
    Education,
    Interest,
    Language,
    Location,
    Profile,
    Project,
    Publication,
    Reference,
    Skill,
    SocialProfile,
    Volunteer,
    Work,
)

__all__ = [
    "Amount",
    "Application",
    "Award",
    "Basics",
    "Certificate",
    "Education",
    "Eeo",
    "Interest",
    "Language",
    "Location",
    "Notice",
    "Period",
    "Profile",
    "Project",
    "Publication",
    "Reference",
    "Salary",
    "Skill",
    "SocialProfile",
    "Story",
    "Unit",
    "Volunteer",
    "Work",
    "WorkAuthorization",
    "parse_profile",
    "passages",
    "private_values",
    "profile_version",
    "sample_profile",
]
